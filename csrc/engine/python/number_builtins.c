/* number_builtins.c -- builtins of numbers, as CPython has them: dialect "python". */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "python/arithmetic.h"
#include "python/number_operators.h"
#include "stop/steps.h"

#include <math.h>

/* A method of the class of argv[0], called with `argc` arguments: 1; 0: it has none, or it does
 * not know them; -1: an exception. */
static int try_method(py_Name name, int argc, py_Ref argv)
{
    py_Ref method = class_find_in(argv[0].type, name);
    if (method == NULL)
        return 0;
    py_TValue callable = *method;
    if (!call_special(&callable, argc, argv))
        return -1;
    return py_retval()->type != tp_NotImplementedType;
}

static bool builtin_abs(int argc, py_Ref argv)
{
    if (!argument_count("abs", argc, 1, 1))
        return false;
    const int done = try_method(py_name("__abs__"), 1, argv);
    return done > 0 || (done == 0 && TypeError("bad operand type for abs(): '%t'", argv[0].type));
}

/* round(number, ndigits=None) */
static bool builtin_round(int argc, py_Ref argv)
{
    if (!argument_count("round", argc, 1, 2))
        return false;
    const bool has_digits = argc == 2 && argv[1].type != tp_NoneType && argv[1].type != tp_nil;
    const int done = try_method(__round__, has_digits ? 2 : 1, argv);
    return done > 0
           || (done == 0 && TypeError("type %t doesn't define __round__ method", argv[0].type));
}

/* A binary operator of any two objects. */
static bool binary(const char *name, const char *reflected, const char *shown, py_Ref a, py_Ref b)
{
    py_TValue forth[2] = { *a, *b }, back[2] = { *b, *a };
    int done = try_method(py_name(name), 2, forth);
    if (done == 0)
        done = try_method(py_name(reflected), 2, back);
    return done > 0
           || (done == 0
               && TypeError("unsupported operand type(s) for %s: '%t' and '%t'", shown,
                            forth[0].type, forth[1].type));
}

static bool builtin_divmod(int argc, py_Ref argv)
{
    return argument_count("divmod", argc, 2, 2)
           && binary("__divmod__", "__rdivmod__", "divmod()", &argv[0], &argv[1]);
}

/* pow(base, exp, mod=None) */
static bool builtin_pow(int argc, py_Ref argv)
{
    if (!argument_count("pow", argc, 2, 3))
        return false;
    if (argc == 2 || argv[2].type == tp_NoneType || argv[2].type == tp_nil) {
        switch (numbers_binary(__pow__, &argv[0], &argv[1])) {
        case NUMBERS_DONE: return true;
        case NUMBERS_ERROR: return false;
        default: return binary("__pow__", "__rpow__", "** or pow()", &argv[0], &argv[1]);
        }
    }
    const py_Type types[3] = { argv[0].type, argv[1].type, argv[2].type };
    const int done = try_method(__pow__, 3, argv);
    if (done == 0 && argv[0].type == tp_float)
        return TypeError("pow() 3rd argument not allowed unless all arguments are integers");
    return done > 0
           || (done == 0
               && TypeError("unsupported operand type(s) for ** or pow(): '%t', '%t', '%t'",
                            types[0], types[1], types[2]));
}

static bool in_base(int argc, py_Ref argv, int base, const char *name, const char *prefix)
{
    py_TValue index;
    integer i;
    size_t size;
    if (!argument_count(name, argc, 1, 1) || !integer_index(&argv[0], &index))
        return false;
    integer_read(&index, &i);
    const bool negative = i.negative;
    i.negative = false;
    char *const digits = integer_digits(&i, base, &size);
    if (digits == NULL)
        return false;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    if (negative)
        c11_sbuf__write_char(&text, '-');
    c11_sbuf__write_cstr(&text, prefix);
    c11_sbuf__write_sv(&text, (c11_sv){ digits, (int)size });
    pkhost_libc_free(digits);
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool builtin_hex(int argc, py_Ref argv) { return in_base(argc, argv, 16, "hex", "0x"); }
static bool builtin_oct(int argc, py_Ref argv) { return in_base(argc, argv, 8, "oct", "0o"); }
static bool builtin_bin(int argc, py_Ref argv) { return in_base(argc, argv, 2, "bin", "0b"); }

/* sum(iterable, /, start=0) */
static bool builtin_sum(int argc, py_Ref argv)
{
    if (!argument_count("sum", argc, 1, 2))
        return false;
    VM *const vm = pk_current_vm;
    /* On the value stack, where the collector finds them: the iterator, the sum, an item. */
    py_StackRef const base = vm->stack.sp;
    if (argc == 2 && argv[1].type != tp_nil) {
        if (argv[1].type == tp_str)
            return TypeError("sum() can't sum strings [use ''.join(seq) instead]");
        if (argv[1].type == tp_bytes)
            return TypeError("sum() can't sum bytes [use b''.join(seq) instead]");
    }
    if (!py_iter(&argv[0]))
        return false;
    py_push(py_retval());
    if (argc == 2 && argv[1].type != tp_nil)
        py_push(&argv[1]);
    else
        py_newint(py_pushtmp(), 0);
    py_newnil(py_pushtmp());
    bool ok = true;
    for (;;) {
        const int got = py_next(base);
        if (got <= 0) {
            ok = got == 0;
            break;
        }
        base[2] = *py_retval();
        if (!step_take(pkhost_here) || !pk_stack_binaryop(vm, __add__, __radd__)) {
            ok = false;
            break;
        }
        base[1] = *py_retval();
        vm->stack.sp = base + 3;
    }
    if (ok)
        *py_retval() = base[1];
    vm->stack.sp = base;
    return ok;
}

bool number_builtins_install(void)
{
    static const native of_builtins[] = {
        { "abs", builtin_abs }, { "round", builtin_round }, { "divmod", builtin_divmod },
        { "pow", builtin_pow }, { "hex", builtin_hex },     { "oct", builtin_oct },
        { "bin", builtin_bin }, { "sum", builtin_sum },
    };
    /* Some are written in Python there: natives_replace() would refuse. */
    for (size_t i = 0; i < COUNT(of_builtins); i++)
        py_bindfunc(pk_current_vm->builtins, of_builtins[i].name, of_builtins[i].function);
    return true;
}
