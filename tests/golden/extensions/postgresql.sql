-- 002_extensions

-- up
CREATE EXTENSION btree_gist;
CREATE EXTENSION "uuid-ossp";

-- down
DROP EXTENSION "uuid-ossp";
DROP EXTENSION btree_gist;
