/* socket.h -- messages of control.h through a socket, with descriptors. */
#ifndef PKHOST_CHANNEL_SOCKET_H
#define PKHOST_CHANNEL_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

#pragma GCC visibility push(hidden)

/* Receive one message, if there is one: its size; 0: the other side has closed its end;
 * -1 and errno, EAGAIN if there is none, EMSGSIZE if it has more than there is room for.  `*descriptor` is that which came with it, or -1. */
ssize_t socket_receive(int socket, void *message, size_t room, int *descriptor);

/* Send one, with a descriptor unless that is negative: 0, or a negated errno, -EAGAIN if
 * there is no room. */
int socket_send(int socket, const void *message, size_t size, int descriptor);

#pragma GCC visibility pop

#endif
