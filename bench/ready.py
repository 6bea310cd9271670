"""The ready-made page that equals another: the same elements, from values that were made before.

A page is drawn once and every call of the framework that it makes is written down with what it was
given: figures, HTML, frames, options with their labels. The equal page makes the same calls with
the same values, in the same containers, and computes nothing. Parts of a page that run by
themselves are no part of it.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

# A call is made on the module, or on the result of a call before, or on a part of it.
On = tuple[int, int] | None
WHOLE = -1


@dataclass(frozen=True)
class Call:
    """A call of the framework; its result is kept under a number, for calls on it."""

    number: int
    on: On
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Enter:
    """A container is entered."""

    on: On


@dataclass(frozen=True)
class Leave:
    """A container is left."""

    on: On


Step = Call | Enter | Leave


@dataclass
class Recorder:
    """Writes down what a page asks of the framework."""

    steps: list[Step] = field(default_factory=list)
    known: dict[int, tuple[int, int]] = field(default_factory=dict)
    # What is known by its identity must live on.
    held: list[Any] = field(default_factory=list)
    within: int = 0

    def call(self, made: Callable[..., Any], name: str, on: object) -> Callable[..., Any]:
        """Wrap a call so that it is written down; what it calls in turn is not."""

        @wraps(made)
        def calling(*args: Any, **kwargs: Any) -> Any:
            if self.within:
                return made(*args, **kwargs)
            self.within += 1
            try:
                result = made(*args, **kwargs)
            finally:
                self.within -= 1
            number = len(self.held)
            self.held.append(result)
            self.steps.append(Call(number, self.place(on), name, args, labelled(args, kwargs)))
            if isinstance(result, DeltaGenerator):
                self.known[id(result)] = number, WHOLE
            elif isinstance(result, (list, tuple)):
                for part, one in enumerate(result):
                    self.known[id(one)] = number, part
            return result

        return calling

    def place(self, on: object) -> On:
        """Return where a container came from."""
        return None if on is None else self.known.get(id(on))

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Write down everything that is asked meanwhile."""
        with ExitStack() as held:
            held.enter_context(_patched(self._functions(), st))
            kinds: list[type] = [DeltaGenerator, *DeltaGenerator.__subclasses__()]
            for kind in kinds:
                held.enter_context(_patched(self._methods(kind), kind))
            yield

    def _functions(self) -> dict[str, Any]:
        """Return what stands in for the framework's functions."""
        return {
            name: self.call(function, name, None)
            for name, function in vars(st).items()
            if isinstance(getattr(function, "__self__", None), DeltaGenerator)
            and not name.startswith("_")
        }

    def _methods(self, kind: type) -> dict[str, Any]:
        """Return what stands in for the methods of a kind of container."""
        if kind is not DeltaGenerator:
            return {n: self._method(m, n) for n, m in vars(kind).items() if _is_call(n, m)}
        every = ((name, getattr(kind, name)) for name in dir(kind))
        made = {name: self._method(m, name) for name, m in every if _is_call(name, m)}
        enter, leave = DeltaGenerator.__enter__, DeltaGenerator.__exit__

        def entering(container: Any) -> Any:
            if not self.within:
                self.steps.append(Enter(self.place(container)))
            return enter(container)

        def leaving(container: Any, *fault: Any) -> Any:
            if not self.within:
                self.steps.append(Leave(self.place(container)))
            return leave(container, *fault)

        return {**made, "__enter__": entering, "__exit__": leaving}

    def _method(self, method: Callable[..., Any], name: str) -> Callable[..., Any]:
        @wraps(method)
        def calling(container: Any, *args: Any, **kwargs: Any) -> Any:
            bound: Callable[..., Any] = method.__get__(container)
            return self.call(bound, name, container)(*args, **kwargs)

        return calling


def labelled(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a call with the labels of its options looked up beforehand."""
    form = kwargs.get("format_func")
    options = kwargs.get("options", args[1] if len(args) > 1 else None)
    if form is None or options is None:
        return kwargs
    words = {option: form(option) for option in options}
    return {**kwargs, "format_func": lambda option: words.get(option, "")}


def _is_call(name: str, made: object) -> bool:
    return not name.startswith("_") and isinstance(made, FunctionType)


@contextmanager
def _patched(made: dict[str, Any], owner: Any) -> Iterator[None]:
    """Put others in place of attributes for a while."""
    own = {name: vars(owner)[name] for name in made if name in vars(owner)}
    for name, one in made.items():
        setattr(owner, name, one)
    try:
        yield
    finally:
        for name in made:
            if name in own:
                setattr(owner, name, own[name])
            else:
                delattr(owner, name)


def replay(steps: list[Step], made: dict[int, Any]) -> None:
    """Make the same calls again.

    Parameters
    ----------
    steps : list
        What was written down.
    made : dict of int to object
        The results of calls before, by their number.
    """
    for step in steps:
        if isinstance(step, Call):
            target = st if step.on is None else _target(made, step.on)
            made[step.number] = getattr(target, step.name)(*step.args, **step.kwargs)
        elif isinstance(step, Enter):
            _target(made, step.on).__enter__()
        else:
            _target(made, step.on).__exit__(None, None, None)


def _target(made: dict[int, Any], on: On) -> Any:
    if on is None:
        raise ValueError("a container that no call made")
    number, part = on
    return made[number] if part == WHOLE else made[number][part]


_RECORDED: dict[str, list[Step]] = {}


def show(script: str, key: str) -> None:
    """Draw a page from what was written down; the first time draw itself and write it down.

    Parameters
    ----------
    script : str
        The page's own script.
    key : str
        Names the page with what it shows.
    """
    steps = _RECORDED.get(key)
    if steps is not None:
        replay(steps, {})
        return
    recorder = Recorder()
    with recorder.watching():
        runpy.run_path(script, run_name="__main__")
    _RECORDED[key] = recorder.steps


def scripts(pages: Path, folder: Path) -> None:
    """Write the script of an equal page for each page.

    Parameters
    ----------
    pages : Path
        The folder of the pages' scripts.
    folder : Path
        Where they are written to.
    """
    for script in pages.glob("*.py"):
        (folder / script.name).write_text(
            "import streamlit as st\nfrom bench.ready import show\n"
            f"show({str(script)!r}, {script.stem!r} + str(st.query_params.to_dict()))\n",
            encoding="utf-8",
        )
