"""Taking in a workbook: spreadsheets in, with a sentence for every row that is refused."""

from storage.intake.bounds import UnreadableFile
from storage.intake.files import CannotRead
from storage.intake.report import RefusedRow, Remark, Report, SheetReport
from storage.intake.sheets import SHEETS
from storage.intake.take import take_in

__all__ = ["SHEETS", "CannotRead", "RefusedRow", "Remark", "Report", "SheetReport", "UnreadableFile", "take_in"]
