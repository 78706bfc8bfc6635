#include <gtest/gtest.h>

#include <random>
#include <utility>

#include "provider/offline/words.hpp"

namespace {

using baton::offline::stem;

struct Pair {
  const char* word;
  const char* stemmed;
};

// The examples of Porter's paper, step by step, carried through all steps.
class PorterExamples : public testing::TestWithParam<Pair> {};
TEST_P(PorterExamples, MatchThePaper) { EXPECT_EQ(stem(GetParam().word), GetParam().stemmed); }
INSTANTIATE_TEST_SUITE_P(
    Paper, PorterExamples,
    testing::Values(Pair{"caresses", "caress"}, Pair{"ponies", "poni"}, Pair{"ties", "ti"}, Pair{"cats", "cat"},
                    Pair{"feed", "feed"}, Pair{"agreed", "agre"}, Pair{"plastered", "plaster"}, Pair{"bled", "bled"},
                    Pair{"motoring", "motor"}, Pair{"sing", "sing"}, Pair{"conflated", "conflat"},
                    Pair{"troubled", "troubl"}, Pair{"sized", "size"}, Pair{"hopping", "hop"}, Pair{"tanned", "tan"},
                    Pair{"falling", "fall"}, Pair{"hissing", "hiss"}, Pair{"fizzed", "fizz"}, Pair{"failing", "fail"},
                    Pair{"filing", "file"}, Pair{"happy", "happi"}, Pair{"sky", "sky"}, Pair{"relational", "relat"},
                    Pair{"conditional", "condit"}, Pair{"rational", "ration"}, Pair{"digitizer", "digit"},
                    Pair{"radically", "radic"}, Pair{"vietnamization", "vietnam"}, Pair{"predication", "predic"},
                    Pair{"operator", "oper"}, Pair{"feudalism", "feudal"}, Pair{"decisiveness", "decis"},
                    Pair{"hopefulness", "hope"}, Pair{"callousness", "callous"}, Pair{"formality", "formal"},
                    Pair{"sensitivity", "sensit"}, Pair{"triplicate", "triplic"}, Pair{"formative", "form"},
                    Pair{"electrical", "electr"}, Pair{"goodness", "good"}, Pair{"revival", "reviv"},
                    Pair{"allowance", "allow"}, Pair{"inference", "infer"}, Pair{"airliner", "airlin"},
                    Pair{"adjustable", "adjust"}, Pair{"replacement", "replac"}, Pair{"adoption", "adopt"},
                    Pair{"communism", "commun"}, Pair{"effective", "effect"}, Pair{"probate", "probat"},
                    Pair{"rate", "rate"}, Pair{"cease", "ceas"}, Pair{"controll", "control"}, Pair{"roll", "roll"}));

TEST(Porter, WordsOutsideTheAlphabetStay) {
  EXPECT_EQ(stem("sqlite3s"), "sqlite3s");
  EXPECT_EQ(stem("\u00FCbungs"), "\u00FCbungs");
  EXPECT_EQ(stem("is"), "is");
  EXPECT_EQ(stem(""), "");
}

TEST(Porter, NeverLongerThanTheWordPlusAnE) {
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    std::string word(random() % 14, 'a');
    for (char& c : word) c = "aeiosyltndbgz"[random() % 13];
    ASSERT_LE(stem(word).size(), word.size() + 1) << word;
  }
}

}  // namespace
