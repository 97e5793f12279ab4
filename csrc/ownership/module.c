/* module.c - the module: its types, and what it is told of its interpreter. */
#include "ownership.h"

PyDoc_STRVAR(interpreter_doc,
             "interpreter() -> int\n\n"
             "The number of this interpreter in the process: 0 for the first, the main one.");

static PyObject *interpreter(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    return PyLong_FromLongLong(PyInterpreterState_GetID(PyInterpreterState_Get()));
}

static PyMethodDef methods[] = {
    { "interpreter", interpreter, METH_NOARGS, interpreter_doc },
    { NULL, NULL, 0, NULL },
};

static int prepare(PyObject *module)
{
    struct module_state *state = PyModule_GetState(module);
    PyType_Spec *const specs[] = { &stock_spec, &cleanup_spec, &keeper_spec };

    state->lease = (PyTypeObject *)PyType_FromModuleAndSpec(module, &lease_spec, NULL);
    if (state->lease == NULL || PyModule_AddType(module, state->lease) < 0)
        return -1;
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, specs[i], NULL);
        const int added = type == NULL ? -1 : PyModule_AddType(module, type);

        Py_XDECREF(type);
        if (added < 0)
            return -1;
    }
    return 0;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    Py_VISIT(((struct module_state *)PyModule_GetState(module))->lease);
    return 0;
}

static int clear(PyObject *module)
{
    Py_CLEAR(((struct module_state *)PyModule_GetState(module))->lease);
    return 0;
}

static void end(void *module) { (void)clear(module); }

static PyModuleDef_Slot slots[] = {
    { Py_mod_exec, prepare },
    { 0, NULL },
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pkhost._ownership",
    .m_doc = "Things that one user at a time has, and that come back from every user.",
    .m_size = sizeof(struct module_state),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = end,
};

PyMODINIT_FUNC PyInit__ownership(void) { return PyModuleDef_Init(&definition); }
