#!/usr/bin/env python3
"""Compiles every ```cpp block of a Markdown page. Usage: snippets.py PAGE COMPILER [FLAG…]

A block with `int main` is a whole program; any other stands inside a function, after the includes.
"""
import re
import subprocess
import sys
import tempfile

page, compiler, *flags = sys.argv[1:]
text = open(page, encoding="utf-8").read()
WRAPPED = """#include <baton/baton.hpp>
{includes}
using namespace baton;
using namespace baton::literals;
[[maybe_unused]] static void snippet() {{
#line {line} "{page}"
{body}
}}
"""


def program(block, line):
    if "int main" in block:
        return f'#line {line} "{page}"\n{block}'
    lines = block.split("\n")
    includes = "\n".join(l for l in lines if l.startswith("#include"))
    body = "\n".join("" if l.startswith("#include") else l for l in lines)
    return WRAPPED.format(includes=includes, body=body, line=line, page=page)


failed = count = 0
for match in re.finditer(r"^```cpp\n(.*?)^```", text, re.M | re.S):
    count += 1
    line = text[:match.start(1)].count("\n") + 1
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as file:
        file.write(program(match[1], line))
        file.flush()
        done = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", *flags, file.name], capture_output=True, text=True)
    if done.returncode != 0:
        failed += 1
        print(f"{page}:{line}: the snippet does not compile\n{done.stderr[:4000]}")
print(f"{count} snippets, {failed} wrong")
sys.exit(1 if failed else 0)
