#ifndef JOINERY_SYSTEM_H
#define JOINERY_SYSTEM_H

#include <sys/types.h>

/* All functions return -1 and set errno when they fail; sockets are close-on-exec. */

/* The effective user of the process at the other end of a Unix socket (SO_PEERCRED). */
int joinery_peer_user(int socket, uid_t *user);
/* Like joinery_peer_user, for the process id. */
int joinery_peer_process(int socket, pid_t *process);

/* A listening stream socket at `path`, readable and writable by the owner only. */
int joinery_listen_unix(const char *path, int backlog);
int joinery_accept(int socket);
/* A connected stream socket. */
int joinery_connect_unix(const char *path);
/* Two connected stream sockets. */
int joinery_socket_pair(int sockets[2]);

/* Names the calling thread for people who look at the process; at most 15 bytes are kept. */
void joinery_name_thread(const char *name);

#endif
