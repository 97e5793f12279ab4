"""base/messagepack.h on its own, under sanitizers: no message makes the reader leave its bytes."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import msgpack
import pytest

from building import places

# Reads messages, each behind its size in two bytes, and prints for each how many items it has
# before it ends or is malformed; what is read is written again, and read once more.
PROGRAM = r"""
#include "base/messagepack.h"
#include <stdio.h>
#include <stdlib.h>

static unsigned long sum;
static messagepack_kind next(messagepack_reader *r, messagepack_writer *w)
{
    messagepack_item i = { 0 };
    const messagepack_kind kind = messagepack_read(r, &i);
    switch (kind) {
    case MESSAGEPACK_IS_MALFORMED: break;
    case MESSAGEPACK_IS_NIL: messagepack_write_nil(w); break;
    case MESSAGEPACK_IS_BOOL: messagepack_write_bool(w, i.boolean); break;
    case MESSAGEPACK_IS_INT:
    case MESSAGEPACK_IS_LARGE_INT: messagepack_write_int(w, i.integer); break;
    case MESSAGEPACK_IS_FLOAT: messagepack_write_float(w, i.number); break;
    case MESSAGEPACK_IS_STR: messagepack_write_str(w, i.data, i.size); break;
    case MESSAGEPACK_IS_BIN: messagepack_write_bin(w, i.data, i.size); break;
    case MESSAGEPACK_IS_ARRAY: messagepack_write_array(w, i.size); break;
    case MESSAGEPACK_IS_MAP: messagepack_write_map(w, i.size); break;
    case MESSAGEPACK_IS_EXT:
        messagepack_write_extension(w, i.extension, i.size);
        messagepack_write_raw(w, i.data, i.size);
        for (unsigned at = 0; at < i.size; at++)
            sum += i.data[at];
        break;
    }
    return kind;
}

int main(void)
{
    int high, low;
    while ((high = getchar()) != EOF && (low = getchar()) != EOF) {
        const size_t size = (size_t)(high << 8 | low);
        unsigned char *message = malloc(size), room[MESSAGEPACK_HEAD_MOST + 1];
        if (fread(message, 1, size, stdin) != size)
            return 1;
        messagepack_reader r = { message, message + size };
        messagepack_writer w = messagepack_writer_to(room, sizeof room, NULL);
        int items = 0;
        while (r.at < r.end && next(&r, &w) != MESSAGEPACK_IS_MALFORMED)
            items++;
        printf("%d\n", items);
        free(message);
    }
    return sum == 1;
}
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("messagepack")
    source, program = folder / "reader.c", folder / "reader"
    source.write_text(PROGRAM)
    subprocess.run(
        [
            "gcc", "-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Werror",
            "-fsanitize=address,undefined", "-fno-sanitize-recover=all", f"-I{places.ENGINE}",
            str(source), "-o", str(program),
        ],
        check=True,
    )  # fmt: skip
    return program


def items_of(reader: Path, messages: list[bytes]) -> list[int]:
    answer = subprocess.run(
        [str(reader)],
        input=b"".join(len(each).to_bytes(2, "big") + each for each in messages),
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr.decode()
    return [int(line) for line in answer.stdout.split()]


SAMPLES = [
    msgpack.packb([None, True, 1, -1, 200, -200, 1 << 40, 0.5, "text", b"bytes", "x" * 300]),
    msgpack.packb({"a": [1, {"b": 2}], "c": msgpack.ExtType(1, b"\x91\x01")}),
    msgpack.packb([msgpack.ExtType(5, b"x" * n) for n in (0, 1, 2, 3, 4, 8, 16, 17, 256)]),
    msgpack.packb([b"x" * 70, list(range(20)), {n: n for n in range(20)}]),
]


def test_items_are_counted(reader: Path) -> None:
    assert items_of(reader, SAMPLES) == [12, 9, 10, 64]


def test_whatever_the_bytes_are(reader: Path) -> None:
    chance = random.Random(9)
    messages = [sample[:size] for sample in SAMPLES for size in range(len(sample))]
    messages += [bytes([first, second]) for first in range(256) for second in (0, 1, 0x7F, 0xFF)]
    for _ in range(20_000):
        message = bytearray(chance.choice(SAMPLES))
        for _ in range(chance.randint(1, 4)):
            message[chance.randrange(len(message))] = chance.choice((chance.randrange(256), 0xFF))
        messages.append(bytes(message[: chance.randint(1, len(message))]))
    assert len(items_of(reader, messages)) == len(messages)
