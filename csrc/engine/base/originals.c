/* originals.c -- PocketPy's own functions behind those that the engine replaces. */
#define _GNU_SOURCE
#include "base/originals.h"

#include "base/macros.h"

#include <dlfcn.h>

struct originals pkhost_originals;

bool originals_find(const char **missing)
{
#define ORIGINAL(name, member)                             \
    {                                                      \
        PREFIX_OF_POCKETPY #name, &pkhost_originals.member \
    }
    struct {
        const char *name;
        void *place;
    } const wanted[] = {
        ORIGINAL(VM__run_top_frame, run_top_frame),
        ORIGINAL(VM__vectorcall, vectorcall),
        ORIGINAL(py_next, next),
        ORIGINAL(py_bool, truth),
        ORIGINAL(py_name2ref, name2ref),
        ORIGINAL(py_equal, equal),
        ORIGINAL(py_hash, hash),
        ORIGINAL(py_raise, raise),
        ORIGINAL(py_dict_setitem, dict_setitem),
        ORIGINAL(py_dict_delitem, dict_delitem),
        ORIGINAL(py_less, less),
        ORIGINAL(py_import, import),
        ORIGINAL(pk_arrayview, arrayview),
        ORIGINAL(py_dict_apply, dict_apply),
        ORIGINAL(ManagedHeap__mark, mark),
        ORIGINAL(ManagedHeap__sweep, sweep),
        ORIGINAL(py_getattr, getattr),
        ORIGINAL(py_setattr, setattr),
        ORIGINAL(py_iter, iter),
        ORIGINAL(py_delattr, delattr),
        ORIGINAL(pk_loadmethod, loadmethod),
        ORIGINAL(pk_mappingproxy__namedict, namedict),
        ORIGINAL(Frame__goto_exception_handler, goto_handler),
        ORIGINAL(Frame__setglobal, setglobal),
        ORIGINAL(c11_sbuf__submit, submit),
        ORIGINAL(pk_execdyn, execdyn),
        ORIGINAL(c11_newarray2d, newarray2d),
        ORIGINAL(py_str, str),
        ORIGINAL(py_repr, repr),
        ORIGINAL(pk_newtypewithmode, newtypewithmode),
        ORIGINAL(py_isidentical, isidentical),
        ORIGINAL(generator__next__, generator_next),
        ORIGINAL(load_kPythonLib, load_library),
        ORIGINAL(pk_stack_binaryop, stack_binaryop),
        ORIGINAL(pk_compile, compile),
        ORIGINAL(py_BaseException__stpush, stpush),
        ORIGINAL(Lexer__process, lex),
    };
#undef ORIGINAL
    for (size_t i = 0; i < COUNT(wanted); i++) {
        void *found = dlsym(RTLD_NEXT, wanted[i].name);
        if (found == NULL) {
            *missing = wanted[i].name;
            return false;
        }
        *(void **)wanted[i].place = found;
    }
    return true;
}
