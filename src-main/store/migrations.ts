/**
 * One entry a version, in order; `user_version` says how many have run. Entries are only ever added:
 * a project written by any release must open in every later one.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- Times are milliseconds since 1970. Deleted rows stay until the project is tidied, so that
  -- every deletion can be undone.
  CREATE TABLE views (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE datasets (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    count INTEGER NOT NULL,
    source TEXT NOT NULL,
    hash TEXT NOT NULL,
    rejected INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    deletedAt INTEGER,
    report TEXT NOT NULL -- JSON: ImportReport
  ) STRICT;

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    dataset TEXT NOT NULL REFERENCES datasets (id),
    preset TEXT NOT NULL,
    config TEXT NOT NULL, -- JSON: RunConfig
    configDigest TEXT NOT NULL,
    state TEXT NOT NULL,
    images INTEGER NOT NULL,
    imagesPerSecond REAL NOT NULL,
    problem TEXT,
    engine TEXT, -- JSON: EngineRecord
    createdAt INTEGER NOT NULL,
    finishedAt INTEGER,
    deletedAt INTEGER
  ) STRICT;

  CREATE TABLE metrics (
    run TEXT NOT NULL REFERENCES runs (id),
    images INTEGER NOT NULL,
    seconds REAL NOT NULL,
    generatorLoss REAL NOT NULL,
    discriminatorLoss REAL NOT NULL,
    realAccuracy REAL NOT NULL,
    fakeAccuracy REAL NOT NULL,
    PRIMARY KEY (run, images)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE snapshots (
    run TEXT NOT NULL REFERENCES runs (id),
    images INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    PRIMARY KEY (run, images)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE checkpoints (
    run TEXT NOT NULL REFERENCES runs (id),
    images INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    PRIMARY KEY (run, images)
  ) STRICT, WITHOUT ROWID;
  `,
  'ALTER TABLE runs ADD COLUMN waitingShare REAL',
  `
  ALTER TABLE datasets ADD COLUMN form TEXT NOT NULL DEFAULT 'pictures';
  ALTER TABLE datasets ADD COLUMN channels INTEGER NOT NULL DEFAULT 3;
  ALTER TABLE datasets ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE datasets ADD COLUMN settings TEXT; -- JSON: ImportSettings
  -- JSON: numbers of the pictures that are left out; a run keeps those of its beginning.
  ALTER TABLE datasets ADD COLUMN excluded TEXT NOT NULL DEFAULT '[]';
  -- Bytes of the journal of changes beside the pictures that this row knows of.
  ALTER TABLE datasets ADD COLUMN journal INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN excluded TEXT NOT NULL DEFAULT '[]';
  UPDATE datasets SET pictures = count;
  `,
  `
  -- What a person keeps of a model's latent space: favourites, concepts, directions, projections, maps.
  CREATE TABLE latent_items (
    id TEXT PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs (id),
    kind TEXT NOT NULL,
    checkpoint INTEGER NOT NULL,
    name TEXT NOT NULL,
    tags TEXT NOT NULL, -- JSON: string[]
    content TEXT NOT NULL, -- JSON: the fields of the kind, see contract/latent.ts
    picture BLOB, -- PNG: a thumbnail, or the picture that was projected
    createdAt INTEGER NOT NULL,
    deletedAt INTEGER
  ) STRICT;
  CREATE INDEX latent_items_of_run ON latent_items (run, createdAt);
  `,
  `
  ALTER TABLE checkpoints ADD COLUMN reason TEXT NOT NULL DEFAULT 'images';
  ALTER TABLE checkpoints ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE metrics ADD COLUMN generatorGradient REAL;
  ALTER TABLE metrics ADD COLUMN discriminatorGradient REAL;
  ALTER TABLE metrics ADD COLUMN generatorWeights REAL;
  ALTER TABLE metrics ADD COLUMN discriminatorWeights REAL;
  ALTER TABLE metrics ADD COLUMN generatorRate REAL;
  ALTER TABLE metrics ADD COLUMN discriminatorRate REAL;
  ALTER TABLE metrics ADD COLUMN memory INTEGER;

  ALTER TABLE runs ADD COLUMN ended TEXT;
  ALTER TABLE runs ADD COLUMN parent TEXT; -- JSON: Run['parent']
  ALTER TABLE runs ADD COLUMN best INTEGER;
  ALTER TABLE runs ADD COLUMN health TEXT; -- JSON: Run['health']
  -- Where it stands in the queue; NULL where it does not wait.
  ALTER TABLE runs ADD COLUMN place REAL;

  CREATE TABLE evaluations (
    run TEXT NOT NULL REFERENCES runs (id),
    images INTEGER NOT NULL,
    content TEXT NOT NULL, -- JSON: Evaluation without its run and images
    PRIMARY KEY (run, images)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE experiments (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    dataset TEXT NOT NULL REFERENCES datasets (id),
    content TEXT NOT NULL, -- JSON: the other fields of Experiment
    createdAt INTEGER NOT NULL,
    deletedAt INTEGER
  ) STRICT;
  ALTER TABLE runs ADD COLUMN tags TEXT; -- JSON: string[]
  ALTER TABLE runs ADD COLUMN notes TEXT;
  ALTER TABLE runs ADD COLUMN starred INTEGER; -- 1, or NULL
  ALTER TABLE runs ADD COLUMN experiment TEXT REFERENCES experiments (id);
  `
]
