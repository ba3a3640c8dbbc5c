"""Every bound of the runtime in one place, with its unit in its name.

The engine's bounds protect the company from its own flows; the others protect it from the world.
"""

from typing import Final

# The flow document (flow-format.md)
MAX_DOCUMENT_BYTES: Final = 5 * 1024 * 1024
MAX_JSON_DEPTH: Final = 64
MAX_JSON_VALUES: Final = 200_000
MAX_INTEGER_DIGITS: Final = 18
MAX_NODES: Final = 2_000
MAX_EDGES: Final = 10_000
MAX_OUTCOMES_PER_NODE: Final = 200
MAX_VARIABLES: Final = 500
MAX_PROBLEMS: Final = 200

# One turn of the engine (engine.md)
MAX_VISITS_PER_TURN: Final = 200
MAX_SUBFLOW_DEPTH: Final = 20
MAX_MESSAGES_PER_TURN: Final = 50
MAX_MESSAGES_OF_ERROR_ROUTE: Final = 10
MAX_ERROR_ROUTES_PER_CONVERSATION: Final = 3
MAX_SESSION_BYTES: Final = 64 * 1024
MAX_VALUE_BYTES: Final = 32 * 1024
MAX_CONTACT_BYTES: Final = 16 * 1024
MAX_EARLY_EVENTS: Final = 10
MAX_EARLY_EVENT_BYTES: Final = 2 * 1024

# Texts, expressions, patterns
MAX_TEMPLATE_CHARACTERS: Final = 10_000
MAX_TEMPLATE_OUTPUTS: Final = 200
MAX_OUTPUT_CHARACTERS: Final = 1_000
MAX_FILTERS_PER_OUTPUT: Final = 20
MAX_PATH_SEGMENTS: Final = 20
MAX_TEXT_CHARACTERS: Final = 64 * 1024
MAX_EXPRESSION_CHARACTERS: Final = 2_000
MAX_EXPRESSION_DEPTH: Final = 32
MAX_EXPRESSION_STEPS: Final = 20_000
MAX_QUERY_STEPS: Final = 60_000
MAX_LIST_ITEMS: Final = 1_000
MAX_FILTERED_CHARACTERS: Final = 4 * 1024 * 1024
MAX_PATTERN_CHARACTERS: Final = 1_000
MAX_PATTERN_MEMORY_BYTES: Final = 1024 * 1024
MAX_MATCHED_CHARACTERS: Final = 10_000

# What a process keeps in memory
MAX_KEPT_PROGRAMS: Final = 200

# What a customer sends
MAX_ANSWER_CHARACTERS: Final = 4_096
MAX_FILE_BYTES: Final = 10 * 1024 * 1024
MAX_FILES_PER_MESSAGE: Final = 5
MAX_REQUEST_BYTES: Final = 16 * 1024
TOKEN_KEPT_AFTER_END_DAYS: Final = 30

# API calls (reliability.md R09)
CONNECT_TIMEOUT_S: Final = 3.0
CALL_TIMEOUT_S: Final = 10.0
MAX_REDIRECTS: Final = 3
MAX_RESPONSE_BYTES: Final = 256 * 1024
MAX_RESPONSE_DEPTH: Final = 64
MAX_CALL_TRIES: Final = 3

# Exploring a flow
MAX_EXPLORED_TURNS: Final = 5_000
