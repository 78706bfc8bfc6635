"""Renders the templates of the standard input, one JSON object a line, with Jinja2 itself."""

import json
import resource
import sys

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

# A template that multiplies without end must fail, not take the machine with it.
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def render(case):
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        loader=DictLoader(case.get("includes", {})),
        trim_blocks=case.get("trim_blocks", False),
        lstrip_blocks=case.get("lstrip_blocks", False),
        keep_trailing_newline=case.get("keep_trailing_newline", False),
    )
    return environment.from_string(case["source"]).render(case["variables"])


for line in sys.stdin:
    try:
        answer = {"text": render(json.loads(line))}
    except Exception as error:  # whatever it is: the comparison only asks whether there was one
        answer = {"error": f"{type(error).__name__}: {error}"}
    try:
        print(json.dumps(answer))
    except UnicodeEncodeError:
        print(json.dumps({"error": "not encodable"}))
