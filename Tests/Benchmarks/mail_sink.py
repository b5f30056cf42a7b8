"""A mail server on loopback that takes everything and counts it.

Prints its port; then, for each line on standard input, how many messages came and to how many addresses, and forgets them.
"""
import sys

from aiosmtpd.controller import UnthreadedController
import asyncio


class Counting:
    def __init__(self):
        self.messages = 0
        self.addresses = set()

    async def handle_DATA(self, server, session, envelope):
        self.messages += 1
        self.addresses.update(envelope.rcpt_tos)
        return "250 taken"


async def main():
    loop = asyncio.get_running_loop()
    sink = Counting()
    controller = UnthreadedController(sink, hostname="127.0.0.1", port=0, loop=loop)
    server = await loop.create_server(controller.factory, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    asked = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    while await asked.readline():
        print(sink.messages, len(sink.addresses), flush=True)
        sink.messages, sink.addresses = 0, set()


asyncio.run(main())
