/* module.c - the module: its types, and what it is told of its interpreter. */
#include "ownership.h"
#include "shared/module_state.h"

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

    state->type = module_add_type(module, &lease_spec);
    if (state->type == NULL)
        return -1;
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        PyTypeObject *type = module_add_type(module, specs[i]);

        if (type == NULL)
            return -1;
        Py_DECREF(type);
    }
    return 0;
}

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
    .m_traverse = module_state_traverse,
    .m_clear = module_state_clear,
    .m_free = module_state_free,
};

PyMODINIT_FUNC PyInit__ownership(void) { return PyModuleDef_Init(&definition); }
