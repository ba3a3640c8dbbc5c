"""Reports as JUnit XML, the form that build servers read."""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flow_runtime.scripts.results import Report, ScriptResult

_LANGUAGE: Final = "en"


def junit_xml(reports: Sequence[Report]) -> str:
    """Return one test suite a flow and one test case a conversation, with failures in English.

    The shape is that of the JUnit ant task, which build servers agree on: `testsuites`,
    `testsuite`, `testcase`, `failure`. Coverage stands in the properties of the suite.
    """
    root = Element("testsuites")
    for report in reports:
        _add_suite(root, report)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_suite(root: Element, report: Report) -> None:
    failed = sum(not result.passed for result in report.results)
    suite = SubElement(
        root,
        "testsuite",
        name=_text(report.flow_id),
        tests=str(len(report.results)),
        failures=str(failed),
    )
    properties = SubElement(suite, "properties")
    coverage = f"{report.coverage.share:.3f}"
    SubElement(properties, "property", name="coverage", value=coverage)
    for result in report.results:
        _add_case(suite, report.flow_id, result)


def _add_case(suite: Element, flow_id: str, result: ScriptResult) -> None:
    case = SubElement(suite, "testcase", name=_text(result.name), classname=_text(flow_id))
    if result.passed:
        return
    sentences = [failure.sentence(_LANGUAGE) for failure in result.failures]
    failure = SubElement(case, "failure", message=_text(sentences[0]))
    failure.text = _text("\n".join([*sentences, "", *_transcript(result)]))


def _transcript(result: ScriptResult) -> list[str]:
    return [f"{line.author}: {line.text}" for line in result.transcript]


def _text(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold (section 2.2)."""
    return "".join(c if c in "\t\n" or c.isprintable() else "�" for c in text)
