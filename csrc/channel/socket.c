/* socket.c -- what socket.h describes. */
#define _GNU_SOURCE
#include "channel/socket.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

union one_descriptor {
    struct cmsghdr head;
    char space[CMSG_SPACE(sizeof(int))];
};

ssize_t socket_receive(int socket, void *message, size_t room, int *descriptor)
{
    union one_descriptor control;
    struct iovec part = { message, room };
    struct msghdr head = { .msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = CMSG_LEN(sizeof(int)) };
    ssize_t got;

    *descriptor = -1;
    do
        got = recvmsg(socket, &head, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        return got;
    const struct cmsghdr *const with = CMSG_FIRSTHDR(&head);
    if (with != NULL && with->cmsg_level == SOL_SOCKET && with->cmsg_type == SCM_RIGHTS
        && with->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(with), sizeof(int));
    if ((head.msg_flags & MSG_TRUNC) == 0)
        return got;
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
    errno = EMSGSIZE;
    return -1;
}

int socket_send(int socket, const void *message, size_t size, int descriptor)
{
    union one_descriptor control;
    struct iovec part = { (void *)message, size };
    struct msghdr head = { .msg_iov = &part, .msg_iovlen = 1 };
    ssize_t sent;

    if (descriptor >= 0) {
        memset(&control, 0, sizeof control);
        head.msg_control = &control;
        head.msg_controllen = sizeof control;
        struct cmsghdr *const with = CMSG_FIRSTHDR(&head);
        with->cmsg_level = SOL_SOCKET;
        with->cmsg_type = SCM_RIGHTS;
        with->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(with), &descriptor, sizeof(int));
    }
    do
        sent = sendmsg(socket, &head, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : 0;
}
