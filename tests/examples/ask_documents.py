#!/usr/bin/env python3
"""The main job from outside: indexes a folder, answers with citations, survives what goes wrong.

Usage: ask_documents.py PROGRAM DOCS
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, DOCS = sys.argv[1], pathlib.Path(sys.argv[2])
QUESTION = "What does the Runtime do?"


class AskDocuments(unittest.TestCase):
    def setUp(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="ask-"))
        self.folder = self.place / "docs"
        shutil.copytree(DOCS, self.folder)

    def tearDown(self):
        shutil.rmtree(self.place, ignore_errors=True)

    def start(self, *arguments, **more):
        environment = dict(os.environ, XDG_CACHE_HOME=str(self.place / "cache"))
        return subprocess.Popen([PROGRAM, *map(str, arguments)], env=environment, text=True, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def ask(self, *arguments, typed=""):
        process = self.start(*arguments)
        out, err = process.communicate(typed, timeout=120)
        return process.returncode, out, err

    def counts(self, err):
        found = re.search(r"(\d+) files: (\d+) added, (\d+) updated, (\d+) unchanged, (\d+) skipped, (\d+) deleted", err)
        self.assertTrue(found, err)
        return dict(zip(["files", "added", "updated", "unchanged", "skipped", "deleted"], map(int, found.groups())))

    def many_files(self, number):
        for i in range(number):
            (self.folder / f"page{i}.md").write_text(f"# Page {i}\n\n" + f"The number of page {i} is {i * 7}. " * 40)

    def test_answers_with_citations_that_exist(self):
        status, out, err = self.ask(self.folder, QUESTION)
        self.assertEqual(status, 0, err)
        cited = re.findall(r"^  \[(\d+)\] (.+):(\d+)-(\d+)$", out, re.M)
        self.assertTrue(cited, out)
        for _, source, first, last in cited:
            lines = (self.folder / source).read_text().splitlines()
            self.assertLessEqual(1, int(first))
            self.assertLessEqual(int(first), int(last))
            self.assertLessEqual(int(last), len(lines))

    def test_reads_again_only_what_changed(self):
        first = self.counts(self.ask(self.folder, QUESTION)[2])
        self.assertEqual(first["added"] + first["skipped"], first["files"])
        again = self.counts(self.ask(self.folder, QUESTION)[2])
        self.assertEqual((again["added"], again["updated"], again["deleted"]), (0, 0, 0))
        pages = sorted(self.folder.glob("*.md"))
        pages[0].write_text(pages[0].read_text() + "\nThe capital of Norway is Oslo.\n")
        pages[1].unlink()
        status, out, err = self.ask(self.folder, "What is the capital of Norway?")
        changed = self.counts(err)
        self.assertEqual((changed["added"], changed["updated"], changed["deleted"]), (0, 1, 1))
        self.assertIn("Oslo", out)

    def test_says_when_the_documents_do_not_tell(self):
        status, out, _ = self.ask(self.folder, "Which xylophone did Zebedee Quux paint?")
        self.assertEqual(status, 0)
        self.assertNotRegex(out, r"\[\d+\]")

    def test_json_is_one_object(self):
        status, out, _ = self.ask(self.folder, QUESTION, "--json")
        self.assertEqual(status, 0)
        answer = json.loads(out)
        self.assertEqual(answer["question"], QUESTION)
        self.assertTrue(answer["citations"])
        self.assertEqual(answer["model"], "offline/extractive")

    def test_conversation(self):
        status, out, _ = self.ask(self.folder, "--json", typed=f"{QUESTION}\n\nWhat is a Stream?\n")
        self.assertEqual(status, 0)
        self.assertEqual([json.loads(line)["question"] for line in out.splitlines()], [QUESTION, "What is a Stream?"])

    def test_killed_in_the_middle_ends_as_if_undisturbed(self):
        self.many_files(600)
        killed = 0
        for delay in (0.02, 0.05, 0.1, 0.2):
            process = self.start(self.folder, QUESTION, "--json")
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed += process.returncode == -signal.SIGKILL
        self.assertGreater(killed, 0)
        _, resumed, _ = self.ask(self.folder, "What is the number of page 123?", "--json")
        _, clean, _ = self.ask(self.folder, "What is the number of page 123?", "--json", "--index", self.place / "clean.baton")
        self.assertEqual(resumed, clean)
        self.assertIn("861", resumed)

    def test_ctrl_c_leaves_the_index_whole(self):
        self.many_files(600)
        process = self.start(self.folder, QUESTION)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        status, _, err = self.ask(self.folder, QUESTION)
        self.assertEqual(status, 0, err)
        self.assertEqual(self.counts(err)["skipped"], 0)

    def test_bad_input_is_refused_plainly(self):
        cases = [
            ([], 2, "name the folder"),
            ([self.folder, QUESTION, "--modle", "x"], 2, "no option '--modle'"),
            ([self.folder, QUESTION, "--model"], 2, "needs a value"),
            ([self.folder, QUESTION, "--passages", "many"], 2, "not a number"),
            ([self.place / "nowhere", QUESTION], 1, "nowhere"),
            ([self.folder, QUESTION, "--model", "nobody/nothing"], 1, "nobody"),
        ]
        for arguments, expected, words in cases:
            status, _, err = self.ask(*arguments)
            self.assertEqual(status, expected, err)
            self.assertIn(words, err)

    def test_a_foreign_index_file_is_refused_and_left_alone(self):
        foreign = self.place / "letter.txt"
        foreign.write_text("Dear Ada, this is no index. " * 100)
        status, _, err = self.ask(self.folder, QUESTION, "--index", foreign)
        self.assertEqual(status, 1)
        self.assertIn("letter.txt", err)
        self.assertTrue(foreign.read_text().startswith("Dear Ada"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
