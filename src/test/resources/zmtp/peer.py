"""A libzmq peer told what to do line by line: one answer line for each command line."""
import sys

import zmq

context = zmq.Context()
sockets = {}


def frames(text):
    return [bytes.fromhex(part) for part in text.split(",")]


def execute(words):
    verb, name, rest = words[0], words[1], words[2:]
    if verb == "version":
        return zmq.zmq_version()
    if verb == "open":
        socket = context.socket(getattr(zmq, rest[0]))
        socket.setsockopt(zmq.LINGER, 0)
        for option in rest[1:]:
            key, value = option.split("=")
            if key == "IDENTITY":
                socket.setsockopt(zmq.IDENTITY, bytes.fromhex(value))
            else:
                socket.setsockopt(getattr(zmq, key), int(value))
        sockets[name] = socket
        return ""
    socket = sockets[name]
    if verb == "bind":
        socket.bind(rest[0])
        return socket.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()
    if verb == "connect":
        socket.connect(rest[0])
        return ""
    if verb == "subscribe":
        socket.setsockopt(zmq.SUBSCRIBE, bytes.fromhex(rest[0] if rest else ""))
        return ""
    if verb == "send":
        socket.send_multipart(frames(rest[0] if rest else ""))
        return ""
    if verb == "receive":
        if not socket.poll(int(rest[0])):
            return "nothing"
        return "message " + ",".join(part.hex() for part in socket.recv_multipart())
    if verb == "close":
        sockets.pop(name).close()
        return ""
    raise ValueError(verb)


for line in sys.stdin:
    try:
        answer = "ok " + execute(line.split())
    except Exception as error:  # the other side reports it
        answer = "failed " + repr(error)
    print(answer, flush=True)
