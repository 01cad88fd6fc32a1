"""The screens of the workplace: each module answers the addresses of one."""
