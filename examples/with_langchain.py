"""A LangChain chain whose history is kept in toldonce. The model is a stand-in: put your own there.

pip install "toldonce[langchain]"; python examples/with_langchain.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import os

from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder

from toldonce import Client
from toldonce.integrations.langchain import ToldonceChatMessageHistory

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
prompt = ChatPromptTemplate.from_messages([MessagesPlaceholder("history"), ("human", "{question}")])
chain = prompt | FakeListChatModel(responses=["A good name.", "Wanda."])

with Client(url, api_key=os.environ["TOLDONCE_API_KEY"], subject="langchain") as memory:
    history = ToldonceChatMessageHistory(memory, "session-1")
    for question in ("My boat is called Wanda.", "What is my boat called?"):
        answer = chain.invoke({"question": question, "history": history.messages})
        history.add_messages([HumanMessage(question), AIMessage(answer.content)])
    for message in history.messages:
        print(f"{message.type}: {message.content}")
