// The smallest chain: a prompt, a model, the text of its answer.
//
//     hello_chain [MODEL]        for instance openai/gpt-4.1-mini; offline/extractive needs no key
#include <iostream>

#include <baton/baton.hpp>

using namespace baton;
using namespace baton::literals;

int main(int argc, char** argv) {
  auto answer = prompt<"Answer from the context.\nContext:\n{context}\n\nQuestion: {question}">
              | model(argc > 1 ? argv[1] : "offline/extractive")
              | text;

  std::cout << answer.invoke("context"_a = "The lease was signed by Ada Lovelace. It ends in 2031.",
                             "question"_a = "Who signed the lease?")
            << '\n';
}
