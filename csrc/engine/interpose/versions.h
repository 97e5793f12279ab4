/* versions.h -- in what the supported versions of PocketPy differ, as far as
 * the engine has to know when it is compiled.
 *
 * Which they are, is in building/pocketpy.py.  What only some of them have and
 * can be found by name when a VM is built (native functions) is looked up
 * where it is dealt with, and is not here.
 */
#ifndef PKHOST_VERSIONS_H
#define PKHOST_VERSIONS_H

#define POCKETPY (PK_VERSION_MAJOR * 10000 + PK_VERSION_MINOR * 100 + PK_VERSION_PATCH)

/* 2.2 keeps two bits in gc_marked, where 2.1 has a bool: the lower says the same. */
static inline bool is_marked(const PyObject *object) { return (object->gc_marked & 1) != 0; }

/* 2.2 has bytecodes for attributes of a function's first variable, if it is
 * named self. */
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
