/* operations.h -- what compiled code does that PocketPy has no bytecode for.
 *
 * An operation is one bytecode to the loop: OP_FORMAT_STRING, whose argument is the index of a
 * constant.  Of PocketPy's compiler that constant is a format specification, a str.  Of ours
 * it is a str as well, of OPERATION_SIZE bytes: OPERATION_MARK, the operation, and two
 * arguments, each four bytes, the lowest first.  The loop calls
 * pk_format_object(vm, TOP, constant) and then puts vm->last_retval into TOP; so an operation
 * pops its operands but for the place of the last, or makes a place when it has none, and leaves
 * its result in last_retval (one without a result copies what is then on top).
 *
 * Only code of our compiler has such constants, and only in VMs of dialect "python" are they
 * looked for: there no f-string becomes an OP_FORMAT_STRING.  The handlers (handlers.h) leave
 * their results on the stack; what calls them copies the top to last_retval.
 *
 * An operation may set frame->ip, to jump: the loop goes on with the bytecode after it.
 *
 *     X(NAME, [operands] -> [results], arguments)        TOP is on the right
 */
#ifndef PKHOST_LANGUAGE_OPERATIONS_H
#define PKHOST_LANGUAGE_OPERATIONS_H

#include "base/pocketpy.h"

/* What gave what is awaited: GET_AWAITABLE's argument, for its errors. */
enum awaited_of { AWAITED_VALUE, AWAITED_ENTER, AWAITED_EXIT, AWAITED_NEXT };

enum { OPERATION_MARK = 1, OPERATION_SIZE = 10 };

/* name, values it pops, values it pushes (VARIES: see the comment; emit.c knows) */
enum { VARIES = -1 };
#define OPERATIONS(X)                                                                        \
    /* Stack: COPY pushes the n-th from above (1: TOP), SWAP exchanges TOP and the n-th. */  \
    X(CONTAINS, 2, 1) /* [item, container] -> whether it is in there; first: 1 for not in */ \
    X(COPY, 0, 1) X(SWAP, 0, 0)                                                                   \
    X(DELETE_ATTR, 1, 0) /* first: in names.  PocketPy's own leaves the object, in some versions */\
    X(JUMP, 0, 0) /* to first: an index in the code; made of jumps that are too far, */           \
    X(JUMP_IF_FALSE, 1, 0) X(JUMP_IF_TRUE, 1, 0) /* these too */                                  \
    /* Variables.  Slot first of the frame holds a cell; or first is a place in the closure. */   \
    X(MAKE_CELL, 0, 0) /* slot first: a cell with what is in it, if anything */                   \
    X(NEW_CELL, 0, 1)  /* an empty cell */                                                        \
    X(LOAD_CELL, 0, 1) X(STORE_CELL, 1, 0) X(DELETE_CELL, 0, 0)                                   \
    X(LOAD_FREE, 0, 1) X(STORE_FREE, 1, 0) X(DELETE_FREE, 0, 0)                                   \
    X(LOAD_CLOSURE, 0, 1)    /* the cell itself, from the closure; of a slot: LOAD_FAST */        \
    X(LOAD_CLASS_FREE, 0, 1) /* first: in the closure; second: in names; the class's own first */ \
    X(LOAD_PREPARED, 0, 1) /* first: in names; as LOAD_NAME, from what a metaclass has prepared */ \
    X(CLEAR_LOCAL, 0, 0)     /* slot first is unbound again, bound or not */                      \
    /* Variables beyond the 64 that a frame of PocketPy's has: in a list in a slot. */            \
    X(MAKE_MORE, 0, 0) /* slot first: a list for second variables */                              \
    X(LOAD_MORE, 0, 1) X(STORE_MORE, 1, 0) X(DELETE_MORE, 0, 0) /* slot; place in the list, and   \
                                 above its 16 bits where in code->names the name is */            \
    /* Functions and classes. */                                                                  \
    X(MAKE_FUNCTION, VARIES, 1) /* first: in func_decls; second: enum function_parts, each        \
                                   an operand, in their order */                                  \
    X(BUILD_CLASS, 4, 1)   /* [body function, name, bases tuple, keywords dict or None] */        \
    X(LOAD_SUPER, 2, 1)    /* [__class__, self] -> super(__class__, self) */                      \
    /* Displays and what they are made of; first: how far below TOP the container is (1: just     \
       below the operands) */                                                                     \
    X(LIST_APPEND, 1, 0) X(SET_ADD, 1, 0) X(DICT_PUT, 2, 0) /* [key, value] */                    \
    X(LIST_EXTEND, 1, 0) X(SET_UPDATE, 1, 0) X(DICT_UPDATE, 1, 0)                                 \
    X(DICT_MERGE, 1, 0)    /* keywords of a call: a name that is there already is an error;       \
                              second: how far below TOP the callable is, for its message */       \
    X(LIST_TO_TUPLE, 1, 1)                                                                        \
    X(BUILD_SET, VARIES, 1) /* first: how many */                                                 \
    X(UNPACK, 1, VARIES)    /* [iterable] -> first values, the first on TOP */                    \
    X(UNPACK_STAR, 1, VARIES) /* first before and second after a list of the others */            \
    /* Operators.  In-place ones are BINARY_… with INPLACE as their argument. */                  \
    X(UNARY_POSITIVE, 1, 1)                                                                       \
    X(BIG_INTEGER, 1, 1) /* [digits, a str, which is constant second]; first: their base, 10 or   \
                            16 -> an int beyond 64 bits, which is that constant from then on */   \
    X(IMAGINARY, 1, 1) /* [imaginary part, a float, which is constant second] -> a complex, which \
                          is that constant from then on */                                        \
    X(FORMAT_VALUE, VARIES, 1) /* first: conversion, 0 for none; second: 1 if a specification is  \
                                  above the value */                                              \
    /* Iteration. */                                                                              \
    X(RESUME, 0, 0)           /* reserved: throw() raises at the YIELD_VALUE itself */            \
    X(GET_YIELD_FROM_ITER, 1, 1)                                                                  \
    X(SEND, 1, 1)             /* [iterator, value] -> [iterator, next]; or, when it has ended,    \
                                 [iterator, its result], and to first.  A YIELD_VALUE follows     \
                                 directly: throw() and close() of a generator look there. */      \
    X(RETURN_GENERATOR, 0, 0) /* reserved */                                                      \
    X(GET_AWAITABLE, 1, 1) X(GET_AITER, 1, 1) X(GET_ANEXT, 0, 1)                                  \
    X(END_ASYNC_FOR, 0, 1)    /* in the handler: True for StopAsyncIteration, else raises again */\
    X(ASYNC_YIELD, 1, 1)      /* wraps the value of a yield in an asynchronous generator */       \
    /* Exceptions.  A handler begins with HANDLE_EXCEPTION. */                                    \
    X(EXCEPTION_MATCHES, 2, 1) /* [exception, class or tuple] -> [bool] */                        \
    X(EXCEPTION_GROUP_SPLIT, 2, 2) /* [exception, class or tuple] -> [rest or None, match or None] */ \
    X(EXCEPTION_GROUP_JOIN, 2, 1)  /* [original, list of what is left] -> [exception or None] */  \
    X(RAISE, VARIES, 0)        /* first: 0 again what is handled, 1 [exception], 2 [exception, cause]; second: 1 as it is */ \
    X(LOAD_ASSERTION_ERROR, 0, 1)                                                                 \
    X(BEFORE_WITH, 1, 2)       /* [manager] -> [its __exit__, bound; what __enter__ returned] */  \
    X(BEFORE_ASYNC_WITH, 1, 2)                                                                    \
    X(WITH_EXCEPTION, 0, 1)    /* in the handler, [__exit__] -> [__exit__, what it returned for   \
                                  the exception] */                                               \
    /* Patterns: CPython's opcodes of these names. */                                             \
    X(FINALIZE, 0, 0)          /* ends objects that are gone; first: enum finalize_where */       \
    X(GET_LEN, 0, 1) X(MATCH_MAPPING, 0, 1) X(MATCH_SEQUENCE, 0, 1)                               \
    X(MATCH_KEYS, 0, 1)        /* [subject, keys] -> … and a tuple of values, or None */          \
    X(MATCH_CLASS, 3, 1)       /* [subject, class, names]; first: positional patterns; -> a tuple \
                                  or None */                                                      \
    X(DICT_WITHOUT, 2, 1)      /* [subject, keys tuple] -> a dict of the others */                \
    /* Imports. */                                                                                \
    X(IMPORT_NAME, 1, 1)       /* [names or None]; first: in names, the dotted name; second: level */ \
    X(IMPORT_FROM, 0, 1)       /* [module] -> [module, its attribute first of names] */           \
    X(IMPORT_STAR, 1, 0)                                                                          \
    X(SETUP_ANNOTATIONS, 0, 0)                                                                    \
    X(LOAD_LOCALS, 0, 1)

enum operation {
#define X(name, pops, pushes) OPERATION_##name,
    OPERATIONS(X)
#undef X
        OPERATION_COUNT
};

/* The argument of an OP_BINARY_… that is in place: PocketPy's loop ignores it, pk_stack_binaryop
 * looks for it. */
enum { INPLACE = 1 };

/* The argument of an OP_CALL with * or **, or with more arguments than fit its argument (255
 * positional, 254 keywords): [callable, self or nil, positional, keywords or nil] -> [result].
 * `positional` is a list that the code has made, or the iterable itself if * is the only positional
 * argument; `keywords` a dict that the code has made, or the mapping itself if ** is the only one. */
enum { CALL_SPREAD = 0xFFFF };

/* A YIELD_VALUE pops a value; when the generator goes on, what was sent is in its place. */

/* Where a FINALIZE stands: after a statement, a del, or a loop; before a return; before the iterator
 * of a loop, which is on TOP, is dropped by a break. */
enum finalize_where { FINALIZE_STATEMENT, FINALIZE_DELETED, FINALIZE_RETURN, FINALIZE_ITERATOR };

/* Operands of MAKE_FUNCTION. */
enum function_parts {
    FUNCTION_DEFAULTS = 1,         /* a tuple: of the last positional parameters */
    FUNCTION_KEYWORD_DEFAULTS = 2, /* a dict: of keyword-only ones */
    FUNCTION_ANNOTATIONS = 4,      /* a dict */
    FUNCTION_CLOSURE = 8,          /* a tuple of cells */
};

#endif
