#!/usr/bin/env python3
"""A wrong program must not compile, and the message must be one a person understands.

Usage: compile_fail.py SOURCE COMPILER [FLAG…]

SOURCE says what to expect in lines `// EXPECT: regular expression`, each to be found in the compiler's
output. Where it mentions CORRECTED, it must compile with that macro defined: then it is the mistake that
fails, and nothing else.
"""
import re
import subprocess
import sys

source, compiler, *flags = sys.argv[1:]
text = open(source, encoding="utf-8").read()
expected = re.findall(r"^// EXPECT: (.+)$", text, re.M)
command = [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", *flags, source]


def compile_with(*more):
    return subprocess.run(command + list(more), capture_output=True, text=True)


wrong = compile_with()
first = next((line for line in wrong.stderr.splitlines() if "error" in line), wrong.stderr)
print(first)
problems = [] if expected else ["no line `// EXPECT: …`"]
if wrong.returncode == 0:
    problems.append("it compiles")
problems += [f"the message does not say: {e}" for e in expected if not re.search(e, wrong.stderr)]
if "CORRECTED" in text and (right := compile_with("-DCORRECTED")).returncode != 0:
    problems.append("the corrected program does not compile:\n" + right.stderr[:4000])
for problem in problems:
    print(f"{source}: {problem}")
if problems:
    print(wrong.stderr[:6000])
sys.exit(1 if problems else 0)
