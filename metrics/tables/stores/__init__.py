"""Where tables stand: a folder, object storage or a database, read by one narrow way."""

from metrics.tables.stores.database import Database
from metrics.tables.stores.objects import Objects
from metrics.tables.stores.opening import open_store
from metrics.tables.stores.store import Stamp, Store, StoreError, shown

__all__ = ["Database", "Objects", "Stamp", "Store", "StoreError", "open_store", "shown"]
