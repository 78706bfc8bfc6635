#include <baton/document/language.hpp>

#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace baton {
namespace {

/// Article 1 of the Universal Declaration of Human Rights.
TEST(Language, IsGuessedFromProse) {
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"en", "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood."},
      {"de", "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen, und das ist nicht zu viel."},
      {"fr", "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité."},
      {"es", "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros, y esto no es poco para la gente."},
      {"it", "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza, e non è poco per una persona."},
      {"nl", "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen, want het is niet anders."},
      {"pl", "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa, bo to nie jest za dużo dla nich."},
      {"ru", "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства, и это не так много для людей."},
      {"el", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."},
      {"ja", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"},
      {"zh", "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。"},
      {"ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."},
      {"", "int main() { return foo(bar, baz) + quux[3]; } // xyzzy"},
      {"", "short"},
      {"", ""},
      {"", "\xFF\xFE broken \x80 bytes that are no words of anybody whatsoever xq zv wk"},
  };
  for (const auto& [code, text] : texts) EXPECT_EQ(guess_language(text), code) << text;
}

}  // namespace
}  // namespace baton
