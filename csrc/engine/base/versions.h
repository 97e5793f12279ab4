/* versions.h -- differences between the supported versions of PocketPy that matter when
 * the engine is compiled.
 *
 * The list of these versions is in building/pocketpy/locate.py.  Native functions that only
 * some versions have are not listed here: they are looked up by name when a VM is built,
 * in the file that deals with them.
 */
#ifndef PKHOST_VERSIONS_H
#define PKHOST_VERSIONS_H

#define POCKETPY (PK_VERSION_MAJOR * 10000 + PK_VERSION_MINOR * 100 + PK_VERSION_PATCH)

/* gc_marked is a bool in 2.1, and two bits in 2.2, of which the lower has the same meaning. */
static inline bool is_marked(const PyObject *object) { return (object->gc_marked & 1) != 0; }
static inline void clear_mark(PyObject *object) { object->gc_marked = object->gc_marked & ~1; }

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
