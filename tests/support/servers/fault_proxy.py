#!/usr/bin/env python3
"""A TCP proxy that breaks on demand: fault_proxy.py LISTEN_PORT TARGET_PORT (0 takes a free port).

It prints "ready PORT", then reads commands from stdin, one a line, and answers each with "ok COMMAND":
  pass                      hand on everything
  refuse                    accept and reset at once
  stall                     hand on nothing more, but keep the connections
  delay MS                  hold every piece up
  cut_up N / cut_down N     reset after N bytes to / from the server
  cut_after_down TEXT       reset as soon as TEXT has come from the server (plain connections only)
  reset / fin               end every open connection now, rudely or politely
  quit
A mode holds for open and new connections until the next one.
"""
import asyncio
import socket
import struct
import sys

mode, argument, pairs = "pass", "", set()


def reset(writer):
    sock = writer.get_extra_info("socket")
    if sock is not None and sock.fileno() >= 0:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def pump(way, reader, writer, pair):
    count, tail = 0, b""
    try:
        while data := await reader.read(4096):
            while mode == "stall":
                await asyncio.sleep(0.02)
            if mode == "delay":
                await asyncio.sleep(int(argument) / 1000)
            if mode == "cut_" + way and count + len(data) >= int(argument):
                writer.write(data[: max(0, int(argument) - count)])
                await writer.drain()
                for each in pair:
                    reset(each)
                return
            count += len(data)
            writer.write(data)
            await writer.drain()
            if mode == "cut_after_" + way:
                tail = (tail + data)[-8192:]
                if argument.encode() in tail:
                    await asyncio.sleep(0.02)
                    for each in pair:
                        reset(each)
                    return
        if writer.can_write_eof():
            writer.write_eof()
    except (OSError, RuntimeError):
        pass


async def client(reader, writer):
    if mode == "refuse":
        return reset(writer)
    try:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
    except OSError:
        return reset(writer)
    pair = (writer, server_writer)
    pairs.add(pair)
    await asyncio.gather(
        pump("up", reader, server_writer, pair), pump("down", server_reader, writer, pair)
    )
    pairs.discard(pair)
    for each in pair:
        each.close()


async def main():
    global mode, argument
    server = await asyncio.start_server(client, "127.0.0.1", int(sys.argv[1]))
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
    )
    while line := (await commands.readline()).decode().rstrip("\n"):
        command, _, rest = line.partition(" ")
        if command == "quit":
            break
        if command in ("reset", "fin"):
            for pair in list(pairs):
                for each in pair:
                    reset(each) if command == "reset" else each.close()
        else:
            mode, argument = command, rest
        print("ok", line, flush=True)


asyncio.run(main())
