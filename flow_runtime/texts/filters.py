"""The filters that texts may use: `{{ value | name: argument }}`.

A filter is a pure function of its value and arguments. Given nonsense it raises `FilterFailed`;
the text then keeps the value as it was and says so through `on_problem`. Results are bounded like
every other value, so no chain of filters can grow without end.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from flow_runtime.texts import filters_general, filters_lists, filters_market, filters_numbers
from flow_runtime.texts.filter_values import FilterFailed

FilterFunction = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with what its call may look like; read from the function's own signature.

    `keywords` are the arguments that an author may name; `language` is handed in by the text.
    """

    name: str
    function: FilterFunction
    min_arguments: int
    max_arguments: int
    keywords: frozenset[str]
    wants_language: bool

    def apply(
        self,
        value: object,
        arguments: tuple[object, ...],
        *,
        keywords: Mapping[str, object],
        language: str,
    ) -> object:
        """Return the filtered value.

        Raises:
            FilterFailed: The value or an argument makes no sense for this filter.
        """
        spoken = {"language": language} if self.wants_language else {}
        try:
            return self.function(value, *arguments, **keywords, **spoken)
        except (ArithmeticError, ValueError, TypeError, RecursionError) as error:
            raise FilterFailed(f"{self.name}: {error}") from error


def _described(name: str, function: FilterFunction) -> Filter:
    parameters = list(inspect.signature(function).parameters.values())[1:]
    positional = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    keywords = {p.name for p in parameters if p.kind is p.KEYWORD_ONLY}
    return Filter(
        name,
        function,
        min_arguments=sum(p.default is p.empty for p in positional),
        max_arguments=len(positional),
        keywords=frozenset(keywords - {"language"}),
        wants_language="language" in keywords,
    )


FILTERS: Final[Mapping[str, Filter]] = MappingProxyType(
    {
        name: _described(name, function)
        for family in (filters_general, filters_numbers, filters_lists, filters_market)
        for name, function in family.FILTERS.items()
    }
)
"""Every filter by its name."""
