"""Decoding processes: started when needed, stopped when they hang, replaced when they crash.

No fork and no `multiprocessing` (which a library that we use replaces parts of): a fresh interpreter that knows nothing
of the terminal, reached through a socket and a pipe. It ends when they are closed, by us or because we are gone.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Sequence
from time import monotonic

from tui_captioner.storage.images.decoder_kinds import PICTURES, memory_for
from tui_captioner.storage.images.decoder_messages import Message, is_readable, read_message, send_request
from tui_captioner.storage.images.image_errors import DEFAULT_MEGAPIXELS, LoadCancelled
from tui_captioner.storage.images.picture_files import PictureFile
from tui_captioner.storage.own_process import own_command

MOST = 2
"""Processes at once: one for the picture that is wanted, one for the next. More would only fill memory."""

_ASK_AGAIN = 0.02
"""Seconds between looks at whether the picture is still wanted."""
_STOP = 0.1
"""Seconds in which a decoder may stop by itself; then it is cheaper to end its process and start another."""
_PIPE_BYTES = 1 << 20
_KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What an interpreter may need to start; the process itself drops it."""
_COPY_SECONDS = 20.0
"""In which the copy of a picture has to follow its pixels."""


class DecoderGone(Exception):  # noqa: N818 - tells what happened
    """The process ended in the middle of a request.

    Attributes:
        signal: The signal that ended it; 0 if it ended otherwise.
    """

    def __init__(self, signal: int = 0) -> None:
        super().__init__(signal)
        self.signal = signal


class DecoderHung(Exception):  # noqa: N818 - tells what happened
    """There was no answer in time; the process was ended."""


class DecoderUnusable(Exception):  # noqa: N818 - tells what happened
    """Decoding processes can't be started here."""


def decoder_command(
    module: str = "tui_captioner.storage.images.decoder",
    kind: str = PICTURES,
    max_megapixels: int = DEFAULT_MEGAPIXELS,
) -> list[str]:
    """How a process is started.

    Args:
        module: Its main module.
        kind: What it decodes, one of `decoder_kinds.KINDS`.
        max_megapixels: The largest picture, for which it gets memory.
    """
    return own_command(module, kind, str(memory_for(max_megapixels)))


class DecoderProcess:
    """One process, which does one request at a time.

    Raises:
        DecoderUnusable: If it can't be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._channel, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
                # Ctrl+C in the terminal, and the terminal itself, are none of its business.
                start_new_session=True,
            )
        except OSError as error:
            self._channel.close()
            raise DecoderUnusable from error
        finally:
            theirs.close()
        if self._process.stdout is None:
            raise DecoderUnusable
        self._out = self._process.stdout.fileno()
        self._ready: Message | None = None
        self._number = 0
        with contextlib.suppress(OSError, AttributeError):
            fcntl.fcntl(self._out, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    @property
    def is_running(self) -> bool:
        """Whether it may be asked something."""
        return self._process.poll() is None

    @property
    def said_at_start(self) -> Message:
        """What it told of itself before its first answer."""
        return self._ready or {}

    def ask(
        self,
        request: Message,
        timeout: float,
        cancelled: Callable[[], bool] | None,
        file: PictureFile | None = None,
    ) -> tuple[Message, bytes | bytearray]:
        """Send a request and wait for its answer.

        Args:
            request: What to do.
            timeout: Seconds to wait.
            cancelled: Asked while waiting whether the answer is still wanted.
            file: What it is about; an open file goes along as a descriptor, bytes as they are.

        Raises:
            LoadCancelled: If `cancelled` said so. The process has stopped decoding; it may have ended.
            DecoderGone: If it ended instead of answering.
            DecoderHung: If there was no answer within so many seconds.
            DecoderUnusable: If it ended before it could do anything at all.
        """
        self._number += 1
        try:
            until = monotonic() + timeout
            self._channel.settimeout(timeout)
            self._send({**request, "id": self._number, "timeout": timeout}, file)
            self._wait(until, cancelled)
            if cancelled is not None and cancelled():
                self._stop()
                raise LoadCancelled
            # It has begun to answer, so it hangs no more; but what it says may lack its end.
            return self._receive(max(until, monotonic() + _STOP))
        except TimeoutError:
            self.kill()
            raise DecoderHung from None
        except (EOFError, ValueError, OSError):
            raise self._end() from None

    def hear_more(self) -> tuple[Message, bytes | bytearray]:
        """What follows an answer that said so.

        Raises:
            DecoderGone: If it does not follow.
        """
        try:
            return self._receive(monotonic() + _COPY_SECONDS)
        except (TimeoutError, EOFError, ValueError, OSError):
            self.kill()
            raise DecoderGone from None

    def let_others_go_first(self, niceness: int) -> None:
        """Have it work with less haste, up to 19, where the system allows that."""
        if niceness:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, niceness)

    def kill(self) -> int:
        """End it now; its return code."""
        self._process.kill()
        return self._reap()

    def interrupt(self) -> None:
        """End it now; whoever waits for its answer finds it gone."""
        self._process.kill()

    def _send(self, message: Message, file: PictureFile | None = None) -> None:
        if file is None:
            send_request(self._channel, message)
        else:
            send_request(self._channel, message, file.data, file.descriptor)

    def _receive(self, until: float) -> tuple[Message, bytes | bytearray]:
        """The answer to the present request."""
        message, payload = read_message(self._out, until)
        if message.get("id") != self._number:
            raise ValueError("an answer to something else")
        return message, payload

    def _wait(self, until: float, cancelled: Callable[[], bool] | None) -> None:
        """Wait until an answer begins, or nobody wants it any more; TimeoutError if that takes too long."""
        while cancelled is None or not cancelled():
            left = until - monotonic()
            # It is asked once more at the end: the program may have been stopped while the answer came.
            if is_readable(self._out, max(0.0, min(left, _ASK_AGAIN))):
                if self._ready is not None:
                    return
                self._hear_ready(until)
            elif left <= 0:
                raise TimeoutError

    def _hear_ready(self, until: float) -> None:
        """The first thing it says is that it is there."""
        self._ready, _ = read_message(self._out, until)

    def _stop(self) -> None:
        """Make it ready for the next request: it gives up, or it ends."""
        self._send({"cancel": self._number})
        until = monotonic() + _STOP
        with contextlib.suppress(TimeoutError):
            if self._ready is None:
                self._hear_ready(until)
            self._receive(until)
            return
        self.kill()

    def _end(self) -> DecoderGone | DecoderUnusable:
        """What to tell when it has stopped talking, or talks nonsense."""
        with contextlib.suppress(EOFError, ValueError, TimeoutError):
            if self._ready is None and is_readable(self._out):
                self._hear_ready(monotonic() + _STOP)
        try:
            code = self._process.wait(_STOP)
        except subprocess.TimeoutExpired:
            code = 0
        self.kill()
        return DecoderGone(max(0, -code)) if self._ready is not None else DecoderUnusable()

    def _reap(self) -> int:
        """Take note of its end, but don't wait for one that even SIGKILL can't reach, on a dead network disk."""
        try:
            code = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            code = 0
        self._channel.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code


class DecoderPool:
    """Up to `MOST` processes; a second one is started only while the first is busy. Several threads may use it.

    Args:
        command: Starts a process; for tests.
        niceness: By how much others go first, 0 to 19.
    """

    def __init__(self, command: Sequence[str] | None = None, niceness: int = 0) -> None:
        self._command = command
        self._niceness = niceness
        self._changed = threading.Condition()
        self._idle: list[DecoderProcess] = []
        self._busy: set[DecoderProcess] = set()
        self._starting = 0
        self._closed = False

    def warm(self) -> None:
        """Start a process, if there is none, without waiting for it.

        Raises:
            DecoderUnusable: If it can't be started.
            LoadCancelled: If the pool was closed meanwhile.
        """
        with self._changed:
            if self._closed or self._idle or self._busy or self._starting:
                return
            self._starting += 1
        self._start(busy=False)

    def ask(
        self,
        request: Message,
        timeout: float,
        cancelled: Callable[[], bool] | None = None,
        file: PictureFile | None = None,
        afterwards: Callable[[Message, bytes], object] | None = None,
    ) -> tuple[Message, bytes | bytearray]:
        """Have a process do a request; waits for one that is free.

        Args:
            request: What to do.
            timeout: Seconds to wait for the answer.
            cancelled: Asked while waiting whether the answer is still wanted.
            file: What it is about.
            afterwards: Called in a thread of its own with what follows the answer, where something does.

        Raises:
            LoadCancelled: If `cancelled` said so.
            DecoderGone: If the process ended instead of answering.
            DecoderHung: If there was no answer within so many seconds.
            DecoderUnusable: If there are no processes to be had.
        """
        process = self._take(cancelled)
        more = False
        try:
            answer = process.ask(request, timeout, cancelled, file)
            more = bool(answer[0].get("more"))
            return answer
        except DecoderGone:
            if self._closed:
                raise LoadCancelled from None
            raise
        finally:
            if more:
                threading.Thread(target=self._hear_more, args=(process, afterwards), daemon=True).start()
            else:
                self._give_back(process)

    def describe(self, timeout: float) -> Message:
        """What a process says of itself; raises as `ask` does."""
        process = self._take(None)
        try:
            process.ask({"do": "facts"}, timeout, None)
            return process.said_at_start
        finally:
            self._give_back(process)

    def _hear_more(self, process: DecoderProcess, afterwards: Callable[[Message, bytes], object] | None) -> None:
        """Wait for what follows an answer, while nobody else does."""
        try:
            message, data = process.hear_more()
        except DecoderGone:
            return
        finally:
            self._give_back(process)
        if afterwards is not None:
            afterwards(message, bytes(data))

    def close(self) -> None:
        """End all processes."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = list(self._busy)
            self._changed.notify_all()
        for process in idle:
            process.kill()
        for process in busy:
            process.interrupt()

    def _take(self, cancelled: Callable[[], bool] | None) -> DecoderProcess:
        """A process that is free."""
        with self._changed:
            while not self._closed:
                if cancelled is not None and cancelled():
                    raise LoadCancelled
                if self._idle:
                    process = self._idle.pop()
                    if process.is_running:
                        self._busy.add(process)
                        return process
                    process.kill()
                elif self._starting + len(self._busy) < MOST:
                    self._starting += 1
                    break
                else:
                    self._changed.wait(_ASK_AGAIN)
            else:
                raise LoadCancelled
        return self._start(busy=True)

    def _start(self, *, busy: bool) -> DecoderProcess:
        """Start a process; its place is taken already. LoadCancelled where the pool was closed meanwhile."""
        process: DecoderProcess | None = None
        try:
            process = DecoderProcess(self._command or decoder_command())
            process.let_others_go_first(self._niceness)
        finally:
            with self._changed:
                self._starting -= 1
                closed = self._closed
                if process is not None and not closed:
                    (self._busy.add if busy else self._idle.append)(process)
                self._changed.notify_all()
        if closed:
            process.kill()
            raise LoadCancelled
        return process

    def _give_back(self, process: DecoderProcess) -> None:
        """Keep a process for the next request; one that has ended is replaced at once, as there will be a next."""
        running = process.is_running
        with self._changed:
            self._busy.discard(process)
            keep = running and not self._closed
            if keep:
                self._idle.append(process)
            self._changed.notify_all()
        if not keep:
            process.kill()
            with contextlib.suppress(DecoderUnusable, LoadCancelled):
                self.warm()
