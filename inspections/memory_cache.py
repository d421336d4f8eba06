"""Django's cache in the memory of the process, bounded by the bytes that it keeps."""

from collections import OrderedDict, defaultdict
from threading import Lock
from typing import Any

from django.core.cache.backends.locmem import LocMemCache

# What each cache keeps, in bytes, by its name: Django makes an object for each thread, and all share what is kept.
_sizes: dict[str, int] = defaultdict(int)


class MemoryCache(LocMemCache):  # its methods with an underscore run under its lock
    """Keeps no more than OPTIONS["MAX_BYTES"]; for a new value those that nobody has asked for longest go.

    A value that is larger than that by itself is not kept.
    """

    # Django's stubs know none of these.
    _cache: OrderedDict[str, bytes]
    _lock: Lock

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        self.most_bytes = int(options.pop("MAX_BYTES"))
        # The number of values is bounded by their bytes alone.
        super().__init__(name, {**params, "OPTIONS": {**options, "MAX_ENTRIES": self.most_bytes}})
        self.name = name

    @property
    def kept_bytes(self) -> int:
        """How many bytes are kept now."""
        return _sizes[self.name]

    def _set(self, key: str, value: bytes, timeout: Any = None) -> None:
        self._delete(key)
        if len(value) > self.most_bytes:
            return
        while self._cache and self.kept_bytes + len(value) > self.most_bytes:
            self._delete(next(reversed(self._cache)))
        super()._set(key, value, timeout)  # type: ignore[misc]
        _sizes[self.name] += len(value)

    def _delete(self, key: str) -> bool:
        _sizes[self.name] -= len(self._cache.get(key, b""))
        return bool(super()._delete(key))  # type: ignore[misc]

    def delete_beginning(self, beginning: str, *, but: str) -> None:
        """Delete what is kept under keys that begin so, but for those that begin with `but`."""
        begins, stays = self.make_key(beginning), self.make_key(but)
        with self._lock:
            for key in [key for key in self._cache if key.startswith(begins) and not key.startswith(stays)]:
                self._delete(key)

    def clear(self) -> None:
        super().clear()
        with self._lock:
            _sizes[self.name] = 0
