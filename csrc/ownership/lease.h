/* lease.h - the type Lease, one use of a thing: for the type Stock, which alone makes them. */
#ifndef PKHOST_OWNERSHIP_LEASE_H
#define PKHOST_OWNERSHIP_LEASE_H

#include "lending.h"

/* stock.lease(...): a new reference, or NULL with an exception. */
PyObject *lease_new(PyTypeObject *type, struct stock *stock, PyObject *arguments, PyObject *named);

#endif
