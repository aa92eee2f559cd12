from __future__ import annotations

import json
import random
import stat
import time
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document import limits
from playground.document.codec import encode
from playground.document.errors import FileError
from playground.document.experiment import Experiment
from playground.storage import container, tensors
from playground.storage.project import project_bytes, read_project
from tests.storage.hostile import BAD_TENSORS, BODY, Part, assembled, honest, tensor, with_part
from tests.storage.long_mode import LONG, sampled
from tests.storage.samples import MIMETYPE, members_of, safetensors_of, sealed, small_project, with_member
from tests.strategies import experiments

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = small_project()
CONTENT = project_bytes(PROJECT)
MEMBERS = members_of(CONTENT)
SECONDS = 2.0


def refused(content: bytes) -> FileError:
    """The one error that a broken file may give."""
    with pytest.raises(FileError) as caught:
        read_project(content)
    error = caught.value
    assert error.place
    assert error.problem
    assert error.remedy
    return error


def never_another(content: bytes) -> None:
    """A changed file is refused, or what changed did not matter."""
    try:
        project = read_project(content)
    except FileError:
        return
    assert project.same_as(PROJECT)


def test_hand_made_parts_make_a_sound_project() -> None:
    assert read_project(assembled(honest(MEMBERS))).same_as(PROJECT)


def test_every_truncation_is_refused() -> None:
    for length in sampled(range(len(CONTENT)), 300):
        refused(CONTENT[:length])


def test_no_flipped_bit_is_accepted_with_other_content() -> None:
    for place in sampled(range(8 * len(CONTENT)), 1500):
        changed = bytearray(CONTENT)
        changed[place // 8] ^= 1 << place % 8
        never_another(bytes(changed))


def test_no_flipped_bit_in_the_first_and_last_parts_is_accepted_with_other_content() -> None:
    edge = 700 * 8
    for place in sampled([*range(edge), *range(8 * len(CONTENT) - edge, 8 * len(CONTENT))], 2500):
        changed = bytearray(CONTENT)
        changed[place // 8] ^= 1 << place % 8
        never_another(bytes(changed))


@pytest.mark.parametrize("extra", [b"\0", b"PK\x05\x06" + bytes(18), CONTENT])
def test_nothing_may_stand_before_or_behind(extra: bytes) -> None:
    refused(extra + CONTENT)
    refused(CONTENT + extra)


NAMES = [
    *(b"../evil", b"/etc/passwd", b"a/b", b"a\\b", b"C:evil", b"..", b".", b"", b".hidden", b"a..b", b"a."),
    *(b"UPPER", b"nul\0l", b"a b", "ü".encode(), b"\xff", b"a" * 65, b"con\n"),
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_could_leave_the_file_are_refused(name: bytes) -> None:
    assert "named" in refused(assembled([*honest(MEMBERS), Part(name, b"x")])).problem


def test_one_name_twice_is_refused() -> None:
    parts = honest(MEMBERS)
    assert "twice" in refused(assembled([*parts, parts[2]])).problem


def test_an_encrypted_part_is_refused() -> None:
    assert "encrypted" in refused(with_part(MEMBERS, "project.json", flags=1)).problem


@pytest.mark.parametrize("flags", [0x8, 0x10, 0x20, 0x40, 0x2000, 0x8000])
def test_unusual_flags_are_refused(flags: int) -> None:
    refused(with_part(MEMBERS, "project.json", flags=flags))


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 99, 0xFFFF])
def test_unusual_packing_is_refused(method: int) -> None:
    refused(with_part(MEMBERS, "project.json", method=method))


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_folders_and_devices_are_refused(mode: int) -> None:
    assert "plain file" in refused(with_part(MEMBERS, "project.json", mode=mode | 0o777)).problem


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 10},
        {"size": 2**20},
        {"size": 2**32 - 1},
        {"packed_size": 10},
        {"packed_size": 2**32 - 1},
        {"size": 10, "packed_size": 10},
        {"checksum": 0},
        {"offset": 0},
        {"offset": 2**32 - 1},
        {"local_name": b"weights.json"},
        {"local_name": b"../../../passwd"},
        {"local_size": 10},
    ],
)
def test_headers_that_lie_are_refused(changes: dict[str, Any]) -> None:
    refused(with_part(MEMBERS, "project.json", **changes))


def test_gaps_comments_and_wrong_counts_are_refused() -> None:
    refused(assembled(honest(MEMBERS), between=b"\0"))
    refused(assembled(honest(MEMBERS), comment=b"hello"))
    for count in (0, 1, 5, 9, 0xFFFF):
        refused(assembled(honest(MEMBERS), count=count))


def test_parts_that_share_their_bytes_are_refused() -> None:
    # The classic flat bomb: many entries, one content.
    parts = [Part(b"mimetype", MIMETYPE), *(Part(f"p{n}".encode(), b"x" * 999, offset=54) for n in range(9))]
    assert "overlap" in refused(assembled(parts)).problem


def test_sixteen_parts_are_read_and_seventeen_refused() -> None:
    parts = [Part(f"p{n}".encode(), b"x") for n in range(limits.PROJECT_MEMBERS)]
    assert len(container.unpack(assembled(parts))) == limits.PROJECT_MEMBERS
    with pytest.raises(FileError, match="17 parts"):
        container.unpack(assembled([*parts, Part(b"more", b"x")]))


def _packed_to(ratio: float) -> bytes:
    """A zip with one part packed about so many times."""
    noise, zeros = random.Random(0).randbytes(10_000), bytes(1_000_000)
    for length in range(2_000, len(noise), 200):
        part = Part(b"p", noise[:length] + zeros, 8)
        if len(part.content) <= ratio * len(part.packed):
            break
    return assembled([part])


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    started = time.process_time()
    bomb = Part(b"project.json", bytes(60 * 2**20), 8)
    assert len(bomb.packed) < 2**17
    parts = [part if part.name != b"project.json" else bomb for part in honest(MEMBERS)]
    assert "200-fold" in refused(assembled(parts)).problem
    assert time.process_time() - started < SECONDS


def test_the_ratio_is_held_to_its_limit() -> None:
    assert container.unpack(_packed_to(limits.PROJECT_RATIO))
    with pytest.raises(FileError, match="200-fold"):
        container.unpack(_packed_to(1.05 * limits.PROJECT_RATIO))


def test_a_bomb_that_lies_about_its_size_is_stopped_at_it() -> None:
    content = bytes(10_000_000)
    small = Part(b"p", content, 8, size=1000, local_size=1000, checksum=zlib.crc32(bytes(1000)))
    with pytest.raises(FileError, match="longer or shorter"):
        container.unpack(assembled([small]))


def test_parts_that_are_too_large_together_are_refused() -> None:
    body = random.Random(0).randbytes(200_000) + bytes(20 * 2**20)
    with pytest.raises(FileError, match="unpacked it is larger"):
        container.unpack(assembled([Part(f"p{n}".encode(), body, 8) for n in range(4)]))


@pytest.mark.parametrize("packed", [b"", b"\xff" * 50, zlib.compress(b"x" * 50), b"\0" * 50])
def test_a_broken_stream_is_refused(packed: bytes) -> None:
    part = Part(b"p", packed, packed_size=len(packed), size=50)
    content = assembled([part]).replace(b"\x14\0\0\0\0\0", b"\x14\0\0\0\x08\0")
    with pytest.raises(FileError):
        container.unpack(content)


# JSON


def _text(change: Callable[[dict[str, Any]], Any]) -> bytes:
    value = encode(Experiment())
    return json.dumps(change(value) or value).encode()


def _set(*path: Any) -> Callable[[dict[str, Any]], None]:
    def change(value: Any) -> None:
        for name in path[:-2]:
            value = value[name]
        value[path[-2]] = path[-1]

    return change


LAYER = {"key": 1, "neurons": 4096, "activation": "tanh"}
BAD_TEXTS = {
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "NaN": MEMBERS["project.json"].replace(b"0.03", b"NaN"),
    "infinity": MEMBERS["project.json"].replace(b"0.03", b"-Infinity"),
    "overflowing": MEMBERS["project.json"].replace(b"0.03", b"1e999"),
    "a key twice": MEMBERS["project.json"].replace(b'"name"', b'"name": "a", "name"', 1),
    "many digits": MEMBERS["project.json"].replace(b"0.03", b"9" * 100_000),
    "not UTF-8": b'{"name": "\xc3\x28"}',
    "UTF-16": MEMBERS["project.json"].decode().encode("utf-16"),
    "half a character": MEMBERS["project.json"].replace(b'"circle"', b'"\\udc80"', 1),
    "large": b"[" + b"1," * 600_000 + b"1]",
    "a long list": b"[" + b"1," * 400_000 + b"1]",
    "many layers": _text(_set("network", "hidden", [LAYER] * 20_000)),
    "a long layer": _text(_set("network", "hidden", 0, "neurons", list(range(100_000)))),
    "a huge layer": _text(_set("network", "hidden", 0, "neurons", 10**9)),
    "a huge seed": _text(_set("data", "seed", 10**400)),
    "a huge batch": _text(_set("training", "batch_size", 10**30)),
    "many inputs": _text(_set("data", "inputs", [str(n) for n in range(90_000)])),
    "a list for a choice": _text(_set("training", "optimizer", [])),
    "an object for a number": _text(_set("training", "learning_rate", {})),
    "a missing field": _text(lambda value: {name: each for name, each in value.items() if name != "view"}),
    "an unknown field": _text(_set("more", 1)),
    "true for a number": _text(_set("data", "seed", True)),
    "no object": b"null",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_a_broken_description_is_refused_in_time(name: str) -> None:
    content = sealed(MEMBERS | {"project.json": BAD_TEXTS[name]}, zipfile.ZIP_DEFLATED)
    started = time.process_time()
    refused(content)
    assert time.process_time() - started < SECONDS


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as the container and the key in it."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in [(value, key), *_places(value[key])]]


@given(st.data(), experiments(), st.integers(1, 4))
def test_a_mutated_description_is_refused_or_sound(
    data: st.DataObject, experiment: Experiment, count: int
) -> None:
    value = json.loads(json.dumps(encode(experiment)))
    for _ in range(count):
        holder, key = data.draw(st.sampled_from(_places(value)))
        action = data.draw(st.sampled_from(["set", "delete", "copy"]))
        if action == "set":
            holder[key] = data.draw(json_values)
        elif action == "delete":
            del holder[key]
        elif isinstance(holder, list):
            holder.append(holder[key])
        if not value:
            break
    content = sealed({"project.json": json.dumps(value).encode()})
    try:
        project = read_project(content)
    except FileError:
        return
    assert read_project(project_bytes(project)).same_as(project)


@given(st.binary(max_size=400))
def test_any_bytes_are_refused(content: bytes) -> None:
    refused(content)
    refused(CONTENT[:60] + content)


@given(st.sampled_from(sorted(MEMBERS)), st.binary(max_size=200), st.integers(0, 10**4), st.integers(0, 100))
def test_a_member_overwritten_under_a_right_seal_gives_no_foreign_error(
    name: str, patch: bytes, start: int, cut: int
) -> None:
    member = MEMBERS[name]
    at = start % (len(member) + 1)
    try:
        read_project(sealed(MEMBERS | {name: member[:at] + patch + member[at + cut :]}))
    except FileError as error:
        assert error.problem


# Arrays


@pytest.mark.parametrize(("header", "body"), BAD_TENSORS)
def test_a_broken_header_is_refused(header: object, body: bytes) -> None:
    with pytest.raises(FileError) as caught:
        tensors.decode(safetensors_of(header, body), "data")
    assert caught.value.place.startswith("data")
    refused(with_member("data.safetensors", lambda member: safetensors_of(header, body)))


@pytest.mark.parametrize("length", [0, 1, 7])
def test_a_member_without_a_whole_header_is_refused(length: int) -> None:
    with pytest.raises(FileError):
        tensors.decode(bytes(length), "data")
    with pytest.raises(FileError):
        tensors.decode((2**63).to_bytes(8, "little") + BODY, "data")


def test_arrays_in_any_order_of_names_are_read() -> None:
    header = {"b": tensor(), "a": tensor(offsets=(16, 32)), "empty": tensor(shape=(0, 3), offsets=(16, 16))}
    read = tensors.decode(safetensors_of(header, bytes(32)), "data")
    assert {name: array.shape for name, array in read.items()} == {"a": (2,), "b": (2,), "empty": (0, 3)}


def test_the_header_is_held_to_its_limit() -> None:
    names = json.dumps({f"{n:0190d}": tensor("U8", (0,), (0, 0)) for n in range(4000)}).encode()
    largest = names + b" " * (limits.TENSOR_HEADER_BYTES - len(names))
    assert len(tensors.decode(safetensors_of(largest), "data")) == 4000
    with pytest.raises(FileError, match="header is larger"):
        tensors.decode(safetensors_of(largest + b" "), "data")


@pytest.mark.long
def test_sealed_members_with_flipped_bits_give_no_foreign_error() -> None:
    draw = random.Random(0)
    for _ in range(1_000_000 if LONG else 300):
        name = draw.choice(sorted(set(MEMBERS) - {"mimetype", "manifest.json"}))
        member = bytearray(MEMBERS[name])
        for _ in range(draw.randint(1, 8)):
            member[draw.randrange(len(member))] = draw.randrange(256)
        try:
            read_project(sealed(MEMBERS | {name: bytes(member)}))
        except FileError as error:
            assert error.problem
