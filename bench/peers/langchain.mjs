// The same chain in LangChain.js.
import {BaseChatModel} from '@langchain/core/language_models/chat_models';
import {AIMessage} from '@langchain/core/messages';
import {StringOutputParser} from '@langchain/core/output_parsers';
import {ChatPromptTemplate} from '@langchain/core/prompts';
import {ChatOpenAI} from '@langchain/openai';

const chain = (model) =>
  ChatPromptTemplate.fromMessages([['system', 'You are helpful.'], ['human', 'Tell me about {topic}']])
    .pipe(model)
    .pipe(new StringOutputParser());

export function overHttp(baseURL) {
  const steps = chain(new ChatOpenAI({model: 'gpt-4o-mini', apiKey: 'k', maxRetries: 0, configuration: {baseURL}}));
  return {
    call: () => steps.invoke({topic: 'cats'}),
    stream: async () => {
      let tokens = 0;
      for await (const piece of await steps.stream({topic: 'cats'})) if (piece) ++tokens;
      return tokens;
    },
  };
}

class Fake extends BaseChatModel {
  _llmType() { return 'fake'; }
  async _generate() { return {generations: [{text: 'Hello', message: new AIMessage('Hello')}]}; }
}

export function inProcess() {
  const steps = chain(new Fake({}));
  return {call: () => steps.invoke({topic: 'cats'})};
}
