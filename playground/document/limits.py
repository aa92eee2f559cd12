"""Every limit of an experiment and of the files that hold one, in one place."""

from __future__ import annotations

MAX_LAYERS = 64
MAX_UNITS = 4_096
MAX_PARAMETERS = 50_000_000
MAX_COLUMNS = 1_024
MAX_CLASSES = 20
MAX_NAME = 200
MAX_FORMULAS = 16
MOST_SHOWN_PARAMETERS = 1_000_000
MOST_FROZEN = 4_000

NOISE = (0.0, 0.5)
SAMPLES = (10, 10_000)
BALANCE = (0.1, 0.9)
GENERATED_CLASSES = (2, 6)
TRAIN_SHARE = (0.1, 1.0)
LEARNING_RATE = (1e-5, 10.0)
REGULARIZATION_RATE = (0.0, 10.0)
MOMENTUM = (0.0, 0.999)
BATCH_SIZE = (1, 10_000)
SEED = (0, 2**31 - 1)
EDGE_SHARE = (0.01, 1.0)
SAMPLE = (0, 2**31 - 1)
DROPOUT = (0.0, 0.95)
KERNEL = (1, 28)
STRIDE = (1, 28)
POOL = (1, 28)
IMAGE_SIDE = (1, 64)
IMAGE_CHANNELS = (1, 4)

MAX_POINTS = 10_000
FEWEST_POINTS = 2  # that can be trained on
# A person paints within the map and from -1 to 1; a generated set that is painted over reaches further.
PAINTED_PLACE = (-20.0, 20.0)
PAINTED_NUMBER = (-10.0, 10.0)
PAINTED_CLASSES = (2, 6)

PROJECT_BYTES = 64 * 2**20
PROJECT_MEMBERS = 16
PROJECT_RATIO = 200
JSON_BYTES = 4 * 2**20
JSON_DEPTH = 32
TENSOR_HEADER_BYTES = 2**20
EMBEDDED_TABLE_BYTES = 32 * 2**20
EMBEDDED_SHIPPED_BYTES = 2**18
