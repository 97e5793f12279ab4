/* module_state.h - an extension module's types: for csrc/ownership/module.c and
 * csrc/spawn/module.c.
 *
 * A module keeps one type of its own, which its functions need.  Each interpreter has a
 * module of its own, and so a type of its own. */
#ifndef PKHOST_MODULE_STATE_H
#define PKHOST_MODULE_STATE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* What a module has in its own memory: PyModuleDef.m_size is the size of this. */
struct module_state {
    PyTypeObject *type;
};

/* Make a type and add it to the module.  Returns a new reference, or NULL with an
 * exception. */
static inline PyTypeObject *module_add_type(PyObject *module, PyType_Spec *spec)
{
    PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);

    if (type != NULL && PyModule_AddType(module, type) < 0)
        Py_CLEAR(type);
    return type;
}

/* PyModuleDef.m_traverse, .m_clear and .m_free. */
static inline int module_state_traverse(PyObject *module, visitproc visit, void *arg)
{
    Py_VISIT(((struct module_state *)PyModule_GetState(module))->type);
    return 0;
}

static inline int module_state_clear(PyObject *module)
{
    Py_CLEAR(((struct module_state *)PyModule_GetState(module))->type);
    return 0;
}

static inline void module_state_free(void *module) { (void)module_state_clear(module); }

#endif
