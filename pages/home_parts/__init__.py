"""The parts of the home: what it shows, how it is filtered, and what people do there."""
