/* originals.h -- PocketPy's own functions behind those that the engine replaces.
 *
 * The dynamic linker finds our functions first, for PocketPy's calls and for ours.
 * By these pointers ours reach what they stand before (interpose/interpose.list).
 */
#ifndef PKHOST_BASE_ORIGINALS_H
#define PKHOST_BASE_ORIGINALS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

extern struct originals {
    FrameResult (*run_top_frame)(VM *);
    FrameResult (*vectorcall)(VM *, uint16_t, uint16_t, bool);
    int (*next)(py_Ref);
    int (*truth)(py_Ref);
    py_GlobalRef (*name2ref)(py_Name);
    int (*equal)(py_Ref, py_Ref);
    bool (*hash)(py_Ref, int64_t *);
    bool (*raise)(py_Ref);
    bool (*dict_setitem)(py_Ref, py_Ref, py_Ref);
    int (*dict_delitem)(py_Ref, py_Ref);
    int (*less)(py_Ref, py_Ref);
    int (*import)(const char *);
    int (*arrayview)(py_Ref, py_TValue **);
    bool (*dict_apply)(py_Ref, bool (*)(py_Ref, py_Ref, void *), void *);
    void (*mark)(ManagedHeap *);
    int (*sweep)(ManagedHeap *, ManagedHeapSwpetInfo *);
    bool (*getattr)(py_Ref, py_Name);
    bool (*iter)(py_Ref);
    bool (*setattr)(py_Ref, py_Name, py_Ref);
    bool (*delattr)(py_Ref, py_Name);
    bool (*loadmethod)(py_StackRef, py_Name);
    void (*namedict)(py_Ref, py_Ref);
    c11_array2d *(*newarray2d)(py_OutRef, int, int);
    int (*goto_handler)(py_Frame *, ValueStack *, py_Ref);
    bool (*setglobal)(py_Frame *, py_Name, py_TValue *);
    c11_string *(*submit)(c11_sbuf *);
    bool (*execdyn)(CodeObject *, py_Ref, py_Ref, py_Ref);
    bool (*str)(py_Ref);
    bool (*repr)(py_Ref);
    py_Type (*newtypewithmode)(py_Name, py_Type, const py_GlobalRef, void (*)(void *), bool, bool,
                               enum py_CompileMode);
    Error *(*compile)(SourceData_, CodeObject *);
    bool (*stack_binaryop)(VM *, py_Name, py_Name);
    bool (*isidentical)(py_Ref, py_Ref);
    const char *(*load_library)(const char *);
    bool (*generator_next)(int, py_Ref);
    void (*stpush)(py_Frame *, py_Ref, SourceData_, int, const char *);
    Error *(*lex)(SourceData_, Token **, int *);
} pkhost_originals;
/* Once, before anything else.  False: *missing is the name of the first that this
 * PocketPy has not. */
bool originals_find(const char **missing);

#pragma GCC visibility pop

#endif
