/* keyword_calls.c -- calls that pass on a dict of keywords. */
#include "language/keyword_calls.h"

#include "base/current.h"
#include "interpose/boxes.h"
#include "base/macros.h"

enum { KEYWORDS_MOST = 254 };

struct pairs {
    py_TValue *to;
    bool ok;
};

static bool push_pair(py_Ref key, py_Ref value, void *context)
{
    struct pairs *const p = context;
    key = boxed_value(key);
    if (key->type != tp_str)
        return p->ok = TypeError("keywords must be strings");
    py_newint(p->to++, (intptr_t)py_namev(py_tosv(key)));
    *p->to++ = *value;
    return true;
}

bool call_with_keywords(const py_TValue *callable, const py_TValue *self, int argc,
                        const py_TValue *argv, const py_TValue *keywords)
{
    VM *const vm = pk_current_vm;
    const int count = keywords->type == tp_dict ? py_dict_len((py_Ref)keywords) : 0;
    if (count > KEYWORDS_MOST
        || vm->stack.end - vm->stack.sp < 2 * count + argc + PK_MAX_CO_VARNAMES)
        return TypeError("a call has too many keywords");
    py_StackRef const before = vm->stack.sp;
    *vm->stack.sp++ = *callable;
    *vm->stack.sp++ = *self;
    for (int i = 0; i < argc; i++)
        *vm->stack.sp++ = argv[i];
    struct pairs pairs = { vm->stack.sp, true };
    if (count > 0 && !py_dict_apply((py_Ref)keywords, push_pair, &pairs)) {
        vm->stack.sp = before;
        return false;
    }
    vm->stack.sp = pairs.to;
    const bool ok = py_vectorcall((uint16_t)argc, (uint16_t)count);
    vm->stack.sp = before;
    return ok;
}
