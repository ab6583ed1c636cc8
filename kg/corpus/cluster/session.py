"""A session of Spark, set up for this work."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kg.errors import KgError

# What serves this work; what the user or the cluster sets goes before it.
_CONF = {
    "spark.app.name": "kg build",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "200",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
}
_TRIES = 4  # of a task: what Spark says for every master but a local one


@contextmanager
def session(master: str | None, conf: Mapping[str, str]) -> Iterator[Any]:
    """Yield a Spark session, and stop it.

    Args:
        master: a Spark master; None for what Spark's configuration says, or all cores of this machine.
        conf: settings of Spark.

    Raises:
        KgError: PySpark or Java is missing, or Spark does not start.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise KgError("--engine spark needs PySpark; install orgkg[spark]") from None
    if master is None or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder
    for key, value in {**_CONF, **conf, **({"spark.master": _trying_again(master)} if master else {})}.items():
        builder = builder.config(key, value)
    try:
        spark = builder.getOrCreate()
    except PySparkException as error:
        raise KgError(f"Spark does not start: {error}; is there a Java 17, and is JAVA_HOME set?") from None
    try:
        with warnings.catch_warnings():
            # What it has not tried with pandas 3 is no part of what is used here, Arrow batches.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            yield spark
    finally:
        spark.stop()


def _trying_again(master: str) -> str:
    """Return a master under which what is lost on this machine is tried again, as Spark does on every other.

    >>> [_trying_again(master) for master in ("local", "local[2]", "local[*]", "local[2,1]", "yarn")]
    ['local[1,4]', 'local[2,4]', 'local[*,4]', 'local[2,1]', 'yarn']
    """
    if master == "local":
        master = "local[1]"
    alone = re.fullmatch(r"local\[\s*(\d+|\*)\s*\]", master)
    return master if alone is None else f"local[{alone[1]},{_TRIES}]"
