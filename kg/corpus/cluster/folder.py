"""The output of a job, on whichever file system it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Folder:
    """The output, on whichever file system it is."""

    def __init__(self, spark: Any, path: str) -> None:
        """Take a session, and the address of the folder."""
        self._jvm = spark._jvm  # noqa: SLF001  # PySpark has no other way to file systems
        self._root = path.rstrip("/")
        self._system = self._place("").getFileSystem(spark._jsc.hadoopConfiguration())  # noqa: SLF001

    def path(self, name: str) -> str:
        """Return where something in the folder is."""
        return f"{self._root}/{name}" if name else self._root

    def exists(self) -> bool:
        """Tell whether the folder is there."""
        return bool(self._system.exists(self._place("")))

    def delete(self, name: str) -> None:
        """Remove something in the folder, or all of it."""
        self._system.delete(self._place(name), True)

    def touch(self, name: str) -> None:
        """Make an empty file."""
        self._system.create(self._place(name)).close()

    def write(self, name: str, content: bytes) -> None:
        """Make a file."""
        stream = self._system.create(self._place(name))
        stream.write(bytearray(content))
        stream.close()

    def write_lines(self, frame: Any, name: str) -> None:
        """Write the only column of a frame as text, in files that end as `name` does."""
        frame.write.text(self.path(name))
        for status in self._system.listStatus(self._place(name)):
            file = status.getPath().getName()
            if not status.getLen():
                if file != "_SUCCESS":
                    self.delete(f"{name}/{file}")
            else:
                ending = f"{name}/{Path(file).stem}{Path(name).suffix}"
                self._system.rename(self._place(f"{name}/{file}"), self._place(ending))

    def _place(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(self.path(name))
