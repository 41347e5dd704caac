#!/usr/bin/env python3
"""A real SMTP server that fails on demand, for the tests of what goes out.

    fault_smtpd.py FOLDER [CERTIFICATE KEY [implicit]]

It listens on a free port of 127.0.0.1, prints `ready PORT`, and ends when its stdin is closed, so it never outlives the
test that started it. With a certificate it offers STARTTLS, or speaks TLS from the first byte.

The local part of the recipient says what goes wrong:

    ok      taken: 250, and the mail is written to FOLDER/<number>.eml
    r4 r5   the recipient is refused with 451 or 550
    d4 d5   the content is refused with 451 or 554
    drop    the connection ends after the content; nothing is kept
    late    the mail is kept, then the connection ends without an answer
    stall   the mail is kept, and no answer comes

The sender `s5` is refused with 550. Any user may sign in with the password `secret`.
"""
import asyncio
import itertools
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER = sys.argv[1]
NUMBERS = itertools.count(1)


def tls_context():
    if len(sys.argv) < 4:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    return context


def check_password(server, session, envelope, mechanism, data):
    return AuthResult(success=getattr(data, "password", None) == b"secret", handled=False)


def keep(envelope):
    name = os.path.join(FOLDER, f"{next(NUMBERS):04}")
    with open(name + ".tmp", "wb") as file:
        file.write(f"X-Envelope: {envelope.mail_from} {envelope.rcpt_tos[0]}\r\n".encode())
        file.write(envelope.original_content)
    os.rename(name + ".tmp", name + ".eml")


class Faults:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("s5@"):
            return "550 5.7.1 not your address"
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusals = {"r4": "451 4.3.0 try later", "r5": "550 5.1.1 no such user"}
        refusal = refusals.get(address.split("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        who = envelope.rcpt_tos[0].split("@")[0]
        if who == "d4":
            return "451 4.3.0 try later"
        if who == "d5":
            return "554 5.6.0 refused"
        if who != "drop":
            keep(envelope)
        if who in ("drop", "late"):
            server.transport.abort()
        if who == "stall":
            await asyncio.sleep(600)
        return "250 2.0.0 kept"


async def main():
    loop = asyncio.get_running_loop()
    context = tls_context()
    implicit = "implicit" in sys.argv[4:]

    def session():
        return SMTP(
            Faults(),
            hostname="fault.test",
            enable_SMTPUTF8=True,
            loop=loop,
            tls_context=None if implicit else context,
            authenticator=check_password,
            auth_require_tls=False,
        )

    server = await loop.create_server(session, "127.0.0.1", 0, ssl=context if implicit else None)
    ended = asyncio.Event()
    loop.add_reader(0, lambda: os.read(0, 4096) or ended.set())
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()


asyncio.run(main())
