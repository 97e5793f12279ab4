/* binary.c -- operators with two operands: which methods are asked, in which order.
 *
 * "Emulating numeric types" and "Rich comparison methods" of CPython's data model.  A method that
 * is not there, and one that answers NotImplemented, leave it to the next.  What no method does is
 * a TypeError; but equality is then identity.
 */
#include "language/binary.h"

#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/handlers.h"
#include "memory/region.h"

#include <string.h>

typedef struct binary {
    py_Name name, reflected, in_place;
    const char *symbol;
    bool compares;
} binary;

enum { OPERATORS = 19 };
static binary operators[OPERATORS];

/* Names that are made while VMs are built are the same in all of them. */
void binary_prepare(void)
{
    static const struct {
        const char *name, *reflected, *in_place, *symbol;
    } texts[OPERATORS] = {
        { "__add__", "__radd__", "__iadd__", "+" },
        { "__sub__", "__rsub__", "__isub__", "-" },
        { "__mul__", "__rmul__", "__imul__", "*" },
        { "__truediv__", "__rtruediv__", "__itruediv__", "/" },
        { "__floordiv__", "__rfloordiv__", "__ifloordiv__", "//" },
        { "__mod__", "__rmod__", "__imod__", "%" },
        { "__pow__", "__rpow__", "__ipow__", "** or pow()" },
        { "__lshift__", "__rlshift__", "__ilshift__", "<<" },
        { "__rshift__", "__rrshift__", "__irshift__", ">>" },
        { "__and__", "__rand__", "__iand__", "&" },
        { "__or__", "__ror__", "__ior__", "|" },
        { "__xor__", "__rxor__", "__ixor__", "^" },
        { "__matmul__", "__rmatmul__", "__imatmul__", "@" },
        { "__lt__", "__gt__", NULL, "<" },
        { "__le__", "__ge__", NULL, "<=" },
        { "__eq__", "__eq__", NULL, "==" },
        { "__ne__", "__ne__", NULL, "!=" },
        { "__gt__", "__lt__", NULL, ">" },
        { "__ge__", "__le__", NULL, ">=" },
    };
    for (int i = 0; i < OPERATORS; i++) {
        operators[i].name = py_name(texts[i].name);
        operators[i].reflected = py_name(texts[i].reflected);
        operators[i].in_place = texts[i].in_place == NULL ? NULL : py_name(texts[i].in_place);
        operators[i].symbol = texts[i].symbol;
        operators[i].compares = texts[i].in_place == NULL;
        ((struct name *)operators[i].name)->binary = (uint8_t)(i + 1);
    }
}

/* ---------------------------------------------------------------------- in place? */

static int first_of_bytecodes(uint16_t op)
{
    switch (op) {
    case OP_BINARY_ADD: return 0;
    case OP_BINARY_SUB: return 1;
    case OP_BINARY_MUL: return 2;
    case OP_BINARY_TRUEDIV: return 3;
    case OP_BINARY_FLOORDIV: return 4;
    case OP_BINARY_MOD: return 5;
    case OP_BINARY_POW: return 6;
    case OP_BINARY_LSHIFT: return 7;
    case OP_BINARY_RSHIFT: return 8;
    case OP_BINARY_AND: return 9;
    case OP_BINARY_OR: return 10;
    case OP_BINARY_XOR: return 11;
    case OP_BINARY_MATMUL: return 12;
    default: return -1;
    }
}

/* Whether it is the loop that asks, at a bytecode that is in place.  Native code that the bytecode
 * has called, and that uses operators itself, is at the same bytecode: region.in_place. */
static bool is_in_place(VM *vm, const binary *o)
{
    const py_Frame *frame = vm->top_frame;
    if (o->compares || frame == NULL || frame->ip < 0 || region_of(vm)->in_place == frame)
        return false;
    const Bytecode code = c11__getitem(Bytecode, &frame->co->codes, frame->ip);
    return code.arg == INPLACE && first_of_bytecodes(code.op) == o - operators;
}

/* ---------------------------------------------------------------------- asking */

enum answer { ANSWER_ERROR = -1, ANSWER_NONE, ANSWER_GIVEN };

static enum answer ask_as_it_is(VM *vm, py_Ref method, const py_TValue *self,
                                const py_TValue *other)
{
    py_StackRef arguments = vm->stack.sp;
    const py_TValue function = *method;
    stack_push(vm, self);
    stack_push(vm, other);
    const bool ok = call_special((py_Ref)&function, 2, arguments);
    vm->stack.sp = arguments;
    if (!ok)
        return ANSWER_ERROR;
    return vm->last_retval.type == tp_NotImplementedType ? ANSWER_NONE : ANSWER_GIVEN;
}

/* Native methods take apart what they know. */
static enum answer ask(VM *vm, py_Ref method, const py_TValue *self, const py_TValue *other)
{
    return ask_as_it_is(vm, method, self,
                        method->type == tp_nativefunc ? boxed_value((py_Ref)other) : other);
}

static py_Ref find(py_Type type, py_Name name)
{
    py_Ref found = class_find_in(type, name);
    return found == NULL || found->type == tp_NoneType ? NULL : found;
}

static bool is_sequence(py_Type type)
{
    return type == tp_str || type == tp_list || type == tp_tuple || type == tp_bytes;
}

static bool cannot_concatenate(const py_TValue *a, const py_TValue *b)
{
    return TypeError("can only concatenate %t (not \"%t\") to %t", a->type, b->type, a->type);
}

/* A sequence so often: as many times as an integer says, or what has an __index__. */
static enum answer repeat(VM *vm, const py_TValue *sequence, const py_TValue *times)
{
    const py_TValue self = *sequence;
    py_TValue count = *times;
    if (count.type == tp_bool) {
        py_newint(&count, count._bool);
    } else if (!py_issubclass(count.type, tp_int)) {
        py_Ref index = find(count.type, py_name("__index__"));
        if (index == NULL) {
            TypeError("can't multiply sequence by non-int of type '%t'", count.type);
            return ANSWER_ERROR;
        }
        if (!call_special(index, 1, &count))
            return ANSWER_ERROR;
        count = vm->last_retval;
        if (count.type != tp_int) {
            TypeError("__index__ returned non-int (type %t)", count.type);
            return ANSWER_ERROR;
        }
    }
    py_Ref method = find(self.type, __mul__);
    return method == NULL ? ANSWER_NONE : ask(vm, method, &self, &count);
}

/* Sequences are asked last, as CPython asks their sq_concat and sq_repeat: what stands on the right
 * may know better. */
static enum answer try_sequences(VM *vm, const binary *o, const py_TValue *a, const py_TValue *b,
                                 bool in_place)
{
    /* Bytes take all that is bytes-like: their own method says. */
    if (o == &operators[0] && is_sequence(a->type) && a->type != tp_bytes && a->type != b->type
        && !py_issubclass(b->type, a->type)) {
        cannot_concatenate(a, b);
        return ANSWER_ERROR;
    }
    if (o == &operators[0] && a->type == tp_bytes && a->type != b->type)
        return ask(vm, find(a->type, __add__), a, b);
    if (o != &operators[2] || (in_place && pk_typeinfo(a->type)->is_python))
        return ANSWER_NONE;
    if (is_sequence(a->type))
        return repeat(vm, a, b);
    return is_sequence(b->type) ? repeat(vm, b, a) : ANSWER_NONE;
}

/* Whether the left one's method is that of a sequence, for something else than CPython asks it
 * for. */
static bool is_for_later(const binary *o, const py_TValue *a, const py_TValue *b)
{
    if (!is_sequence(a->type))
        return false;
    return o == &operators[2]
           || (o == &operators[0] && a->type != b->type && !py_issubclass(b->type, a->type));
}

static enum answer arithmetic(VM *vm, const binary *o, const py_TValue *a, const py_TValue *b,
                              bool in_place)
{
    py_Ref left = find(a->type, o->name);
    const bool is_repeated = o == &operators[2] && is_sequence(b->type);
    py_Ref right = a->type == b->type || is_repeated ? NULL : find(b->type, o->reflected);
    enum answer answer = ANSWER_NONE;
    /* A class derived from the left one's comes first, if it has a method of its own. */
    if (right != NULL && py_issubclass(b->type, a->type)
        && !natives_are_same(right, find(a->type, o->reflected))) {
        answer = ask(vm, right, b, a);
        if (answer != ANSWER_NONE)
            return answer;
        right = NULL;
        left = find(a->type, o->name);
    }
    const bool later = is_for_later(o, a, b);
    if (left != NULL && !later) {
        /* text % value shows the value by methods of its class. */
        const bool formats = o == &operators[5] && (a->type == tp_str || a->type == tp_bytes);
        answer = (formats ? ask_as_it_is : ask)(vm, left, a, b);
        if (answer != ANSWER_NONE)
            return answer;
        right = right == NULL ? NULL : find(b->type, o->reflected);
    }
    if (right != NULL) {
        answer = ask(vm, right, b, a);
        if (answer != ANSWER_NONE)
            return answer;
    }
    return try_sequences(vm, o, a, b, in_place);
}

/* ---------------------------------------------------------------------- comparing */

static const binary *equality(void) { return &operators[15]; }
static const binary *inequality(void) { return &operators[16]; }

static enum answer compare_one_way(VM *vm, py_Name name, const py_TValue *a, const py_TValue *b)
{
    py_Ref method = find(a->type, name);
    const bool is_equality = name == equality()->name;
    if (method == NULL)
        return ANSWER_NONE;
    if (method != class_find_in(tp_object, name))
        return ask(vm, method, a, b);
    /* Of object itself: identity, which says nothing about others; != is the opposite of ==. */
    if (is_equality || name != inequality()->name) {
        if (!is_equality || !py_isidentical((py_Ref)a, (py_Ref)b))
            return ANSWER_NONE;
        py_newbool(py_retval(), true);
        return ANSWER_GIVEN;
    }
    const enum answer answer = compare_one_way(vm, equality()->name, a, b);
    if (answer != ANSWER_GIVEN)
        return answer;
    const py_TValue equal = vm->last_retval;
    const int truth = py_bool((py_Ref)&equal);
    if (truth < 0)
        return ANSWER_ERROR;
    py_newbool(py_retval(), !truth);
    return ANSWER_GIVEN;
}

static enum answer compare(VM *vm, const binary *o, const py_TValue *a, const py_TValue *b)
{
    const bool derived = a->type != b->type && py_issubclass(b->type, a->type);
    enum answer answer = ANSWER_NONE;
    if (derived)
        answer = compare_one_way(vm, o->reflected, b, a);
    if (answer == ANSWER_NONE)
        answer = compare_one_way(vm, o->name, a, b);
    if (answer == ANSWER_NONE && !derived)
        answer = compare_one_way(vm, o->reflected, b, a);
    if (answer == ANSWER_NONE && (o == equality() || o == inequality())) {
        const bool same = py_isidentical((py_Ref)a, (py_Ref)b);
        py_newbool(py_retval(), same == (o == equality()));
        return ANSWER_GIVEN;
    }
    return answer;
}

/* ---------------------------------------------------------------------- the operation */

static enum answer do_in_place(VM *vm, const binary *o, const py_TValue *a, const py_TValue *b)
{
    py_Ref method = find(a->type, o->in_place);
    enum answer answer = method == NULL ? ANSWER_NONE : ask(vm, method, a, b);
    return answer == ANSWER_NONE ? arithmetic(vm, o, a, b, true) : answer;
}

static bool not_supported(VM *vm, const binary *o, const py_TValue *a, const py_TValue *b)
{
    py_Ref print = py_getdict(vm->builtins, py_name("print"));
    const char *meant = "";
    if (o->symbol[0] == '>' && print != NULL && py_isidentical(print, (py_Ref)a))
        meant = ". Did you mean \"print(<message>, file=<output_stream>)\"?";
    return TypeError("unsupported operand type(s) for %s: '%t' and '%t'%s", o->symbol, a->type,
                     b->type, meant);
}

static bool of_texts(VM *vm, const binary *o, const py_TValue *a, const py_TValue *b)
{
    const c11_string *const left = object_text(a), *const right = object_text(b);
    const bool same =
        left->size == right->size && memcmp(left->data, right->data, (size_t)left->size) == 0;
    vm->last_retval = value_bool(same == (o == equality()));
    return true;
}

/* Two values of one type that has no class of the script's: one method can say, and has its operands
 * on the stack already.  In place this is the same for what never changes. */
static enum answer of_one_kind(VM *vm, const binary *o, py_TValue *operands)
{
    const py_Type type = operands->type;
    const bool is_fixed = type == tp_str || type == tp_tuple || type == tp_bytes;
    if (!is_fixed && !(o->compares && type == tp_list))
        return ANSWER_NONE;
    py_Ref method = class_find_in(type, o->name);
    if (method == NULL || method->type != tp_nativefunc || o == &operators[2])
        return ANSWER_NONE;
    py_StackRef const end = vm->stack.sp;
    const bool ok = method->_cfunc(2, operands);
    vm->stack.sp = end;
    return !ok                                             ? ANSWER_ERROR
           : vm->last_retval.type == tp_NotImplementedType ? ANSWER_NONE
                                                           : ANSWER_GIVEN;
}

bool binary_operate(VM *vm, py_Name name)
{
    const binary *o = &operators[((const struct name *)name)->binary - 1];
    py_TValue *const operands = stack_peek(vm, 2);
    if (operands[0].type == operands[1].type) {
        if (operands->type == tp_str && (o == equality() || o == inequality()))
            return of_texts(vm, o, &operands[0], &operands[1]);
        const enum answer answer = of_one_kind(vm, o, operands);
        if (answer != ANSWER_NONE)
            return answer == ANSWER_GIVEN;
    }
    const py_TValue a = operands[0], b = operands[1];
    if (!call_has_room(vm, vm->stack.sp, 4))
        return false;
    region *const r = region_of(vm);
    const bool in_place = is_in_place(vm, o);
    const py_Frame *const before = r->in_place;
    if (in_place)
        r->in_place = vm->top_frame;
    const enum answer answer = o->compares ? compare(vm, o, &a, &b)
                               : in_place  ? do_in_place(vm, o, &a, &b)
                                           : arithmetic(vm, o, &a, &b, false);
    r->in_place = before;
    if (answer != ANSWER_NONE)
        return answer == ANSWER_GIVEN;
    if (o->compares)
        return TypeError("'%s' not supported between instances of '%t' and '%t'", o->symbol, a.type,
                         b.type);
    if (in_place)
        return TypeError("unsupported operand type(s) for %s=: '%t' and '%t'",
                         o->name == __pow__ ? "**" : o->symbol, a.type, b.type);
    return not_supported(vm, o, &a, &b);
}
