"""A real mail server for tests: listens on a free loopback port, prints it, and ends when standard input closes.

Everything that happens is written as one JSON object a line to standard output. Addresses decide what goes wrong:
refused@ and greylisted@ at RCPT, unwanted@ and full@ after the message, lost@ breaks the connection instead of answering
the message, cut@ breaks it at RCPT.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

AT_RECIPIENT = {
    "refused": "550 5.1.1 no such user here",
    "greylisted": "451 4.7.1 greylisted, come back later",
    "many-lines": "550-5.7.1 first line of two\r\n550 5.7.1 second line of two",
}
AFTER_MESSAGE = {
    "unwanted": "554 5.6.0 this content is not wanted",
    "full": "452 4.2.2 the mailbox is full",
}


def tell(**facts):
    print(json.dumps(facts), flush=True)


def local_part(address):
    return address.split("@")[0]


class Handler:
    def __init__(self, options):
        self.options = options

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        session.messages = getattr(session, "messages", 0) + 1
        if self.options.per_connection and session.messages > self.options.per_connection:
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return "421 4.7.0 too many messages on this connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if local_part(address) == "cut":
            server.transport.abort()
            return "250 OK"
        if refusal := AT_RECIPIENT.get(local_part(address)):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        if refusal := AFTER_MESSAGE.get(local_part(address)):
            return refusal
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_subtype(): part.get_content() for part in message.walk() if not part.is_multipart()}
        tell(
            event="message", recipient=address, sender=envelope.mail_from, encrypted=session.ssl is not None,
            raw=base64.b64encode(envelope.content).decode(), headers={k.lower(): str(v) for k, v in message.items()},
            text=parts.get("plain", ""), html=parts.get("html", ""), defects=[str(d) for d in message.defects])
        if local_part(address) == "lost":
            server.transport.abort()
        return "250 2.0.0 taken"


class Server(SMTP):
    def connection_made(self, transport):
        tell(event="connection") if self.transport is None else None
        super().connection_made(transport)


def authenticator(options):
    def check(server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and data.login.decode() == options.user \
            and data.password.decode() == options.password
        tell(event="login", good=good)
        return AuthResult(success=good, handled=good, message=None if good else "535 5.7.8 wrong user name or password")
    return check


async def main(options):
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)

    def factory():
        return Server(
            Handler(options), hostname="test.invalid", enable_SMTPUTF8=True, timeout=30,
            tls_context=context if options.security == "starttls" else None, require_starttls=options.security == "starttls",
            authenticator=authenticator(options) if options.user else None, auth_required=bool(options.user),
            auth_require_tls=False)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        factory, "127.0.0.1", 0, ssl=context if options.security == "tls" else None)
    tell(event="listening", port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


parser = argparse.ArgumentParser()
parser.add_argument("--security", choices=["starttls", "tls", "none"], default="none")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--user")
parser.add_argument("--password")
parser.add_argument("--per-connection", type=int, default=0)
asyncio.run(main(parser.parse_args()))
