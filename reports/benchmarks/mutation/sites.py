"""The places of a source file that can be changed, each with the change: comparisons, conditions, numbers, calls."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
# What makes code faster, smaller or stricter and has no result of its own: without it every test passes.
WITHOUT_RESULT = {
    "frozen",
    "slots",
    "strict",
    "kw_only",
    "repr",
    "maxsize",
    "verbose_name",
    "verbose_name_plural",
}
SPEED = {
    "cache",
    "lru_cache",
    "cached_property",
    "dataclass",
    "property",
    "staticmethod",
    "classmethod",
    "overload",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: bytes `start` to `end` of the file `path` become `new`; `line` is where it begins, from 1."""

    path: str
    line: int
    start: int
    end: int
    old: str
    new: str
    code: str  # the whole line as it was, by which a list of equivalents knows it again
    in_function: bool

    def applied_to(self, source: bytes) -> bytes:
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {_short(self.old)}  ->  {_short(self.new)}"


def mutants_of(path: str, source: bytes) -> list[Mutant]:
    """Every change to a file, in the order of its lines; changes that would not compile are left out."""
    lines = source.splitlines(keepends=True)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line))
    found = []
    for node, new, in_function in _changes(ast.parse(source)):
        start = begins[node.lineno - 1] + node.col_offset
        end = begins[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        if isinstance(node, _Decorator):
            start -= 1  # the sign before the name
        old = source[start:end].decode()
        code = lines[node.lineno - 1].decode().strip()
        mutant = Mutant(path, node.lineno, start, end, old, new, code, in_function)
        if old != new and _compiles(mutant.applied_to(source)):
            found.append(mutant)
    return sorted(found, key=lambda each: (each.start, each.end, each.new))


class _Decorator(ast.Name):
    """A decorator's place; its sign is outside of it."""


def _changes(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, str, bool]]:
    """Nodes with the text that takes their place, and whether that is inside a function."""
    stack: list[tuple[ast.AST, bool]] = [(tree, False)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, ast.expr | ast.stmt):
            for place, new in _changes_of(node):
                yield place, new, inside
        stack += [(child, inside or _is_function(node)) for child in _children(node)]


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.Lambda)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Those that hold code: no annotations, no texts, no arguments without a result of their own."""
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ):
        return
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_params", "type_comment"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            unseen = isinstance(child, ast.keyword) and child.arg in WITHOUT_RESULT
            if isinstance(child, ast.AST) and not unseen:
                yield child


def _changes_of(node: ast.expr | ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    match node:
        case ast.Compare(left, [op, *rest], comparators) if type(op) in COMPARISONS:
            yield node, _text(ast.Compare(left, [COMPARISONS[type(op)](), *rest], comparators))
        case ast.BoolOp(op, values):
            yield node, _text(ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values))
        case ast.UnaryOp(ast.Not(), operand):
            yield node, _text(operand)
        case ast.BinOp(left, op, right) if type(op) in OPERATORS and not _is_text(left) | _is_text(right):
            yield node, _text(ast.BinOp(left, OPERATORS[type(op)](), right))
        case ast.Constant(bool() as value):
            yield node, str(not value)
        case ast.Constant(int() as value):
            yield node, str(value + 1)
        case ast.Constant(float() as value):
            yield node, str(value * 1.5 or 1.0)
        case ast.If(test) | ast.While(test) | ast.IfExp(test):
            yield test, f"(not {_text(test)})"
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield node, "return None"
        case ast.Raise() | ast.AugAssign() | ast.Expr(ast.Call()) | ast.Continue() | ast.Break():
            yield node, "pass"
        case ast.With(items, _) if len(items) == 1 and items[0].optional_vars is None:
            yield items[0].context_expr, "__import__('contextlib').nullcontext()"
        case ast.FunctionDef(decorator_list=decorators):
            for each in decorators:
                name = ast.unparse(each).partition("(")[0].rpartition(".")[2]
                if name not in SPEED | {"setter", "register", "display", "action", "admin"}:
                    place = _Decorator("", ast.Load())
                    ast.copy_location(place, each)
                    yield place, ""
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for generator in node.generators:
            for test in generator.ifs:
                yield test, f"(not {_text(test)})"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _text(node: ast.expr) -> str:
    """The code of an expression on one line, in brackets so that it is one wherever it is put."""
    return f"({ast.unparse(ast.fix_missing_locations(node))})"


def _compiles(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split()) or "(nothing)"
    return line if len(line) <= most else f"{line[: most - 1]}…"
