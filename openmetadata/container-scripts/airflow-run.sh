# Follows airflow-connection.sh: one of Airflow's programs in the place of the image's start script, which starts them all.
# The arguments are those of `airflow`. It takes the shell's place, so that ECS's signals reach it.
exec airflow "$@"
