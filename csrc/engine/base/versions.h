/* versions.h -- in what the supported versions of PocketPy differ, as far as
 * the engine has to know when it is compiled.
 *
 * Which they are, is in building/pocketpy/locate.py.  What only some of them have and
 * can be found by name when a VM is built (native functions) is looked up
 * where it is dealt with, and is not here.
 */
#ifndef PKHOST_VERSIONS_H
#define PKHOST_VERSIONS_H

#define POCKETPY (PK_VERSION_MAJOR * 10000 + PK_VERSION_MINOR * 100 + PK_VERSION_PATCH)

/* 2.2 keeps two bits in gc_marked, where 2.1 has a bool: the lower says the same. */
static inline bool is_marked(const PyObject *object) { return (object->gc_marked & 1) != 0; }

/* How many bytecodes and kinds of tokens there are, and the last of the types that are
 * there before all others; the type of gc_marked; and the members of the compiler's own
 * struct that stand before the number of its token (interpose/syntax.c). */
#if POCKETPY >= 20200
enum { POCKETPY_OPCODES = 107, POCKETPY_TOKENS = 97, POCKETPY_LAST_TYPE = 82 };
typedef uint8_t pocketpy_gc_marked;
#define COMPILER_MEMBERS_BEFORE_I py_Name n_self;
#else
enum { POCKETPY_OPCODES = 105, POCKETPY_TOKENS = 96, POCKETPY_LAST_TYPE = 81 };
typedef bool pocketpy_gc_marked;
#define COMPILER_MEMBERS_BEFORE_I
#endif

/* 2.2 has bytecodes for attributes of a function's first variable, if it is
 * named self. */
#if POCKETPY >= 20200
#define CASE_OP_LOAD_SELF_ATTR case OP_LOAD_SELF_ATTR:
#define CASE_OP_STORE_SELF_ATTR case OP_STORE_SELF_ATTR:
#else
#define CASE_OP_LOAD_SELF_ATTR
#define CASE_OP_STORE_SELF_ATTR
#endif
static inline bool is_self_attribute(uint8_t operation)
{
#if POCKETPY >= 20200
    return operation == OP_LOAD_SELF_ATTR || operation == OP_STORE_SELF_ATTR;
#else
    (void)operation;
    return false;
#endif
}

#endif
