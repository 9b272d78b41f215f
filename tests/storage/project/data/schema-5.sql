BEGIN TRANSACTION;
CREATE TABLE acceptance (
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            about TEXT NOT NULL,
            file_name TEXT NOT NULL,
            accepted INTEGER NOT NULL,
            PRIMARY KEY (step, rule, about, file_name)
        ) WITHOUT ROWID;
INSERT INTO "acceptance" VALUES(11,'near-duplicate','a
b','',1);
INSERT INTO "acceptance" VALUES(11,'too-short','','a.png',1);
CREATE TABLE accepted (
            rule TEXT NOT NULL, about TEXT NOT NULL, file_name TEXT NOT NULL, PRIMARY KEY (rule, about, file_name)
        ) WITHOUT ROWID;
INSERT INTO "accepted" VALUES('near-duplicate','a
b','');
INSERT INTO "accepted" VALUES('too-short','','a.png');
CREATE TABLE change (
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            file_name TEXT NOT NULL,
            before TEXT,
            after TEXT,
            bytes_before BLOB,
            bytes_after BLOB,
            PRIMARY KEY (step, file_name)
        ) WITHOUT ROWID;
INSERT INTO "change" VALUES(1,'a.png',NULL,'{"state":"draft","caption":{"slots":{"type":["photograph"]}}}',NULL,X'70686F746F6772617068');
INSERT INTO "change" VALUES(2,'a.png','{"state":"draft","caption":{"slots":{"type":["photograph"]}}}','{"state":"draft","caption":{"slots":{"type":["photograph"],"action":["standing"]}}}',X'70686F746F6772617068',X'70686F746F67726170682C207374616E64696E67');
INSERT INTO "change" VALUES(3,'a.png','{"state":"draft","caption":{"slots":{"type":["photograph"],"action":["standing"]}}}','{"state":"done","caption":{"slots":{"type":["photograph"],"action":["standing"]}}}',X'70686F746F67726170682C207374616E64696E67',X'70686F746F67726170682C207374616E64696E67');
INSERT INTO "change" VALUES(4,'b.png',NULL,'{"state":"draft","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}}}',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368');
INSERT INTO "change" VALUES(5,'b.png','{"state":"draft","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}}}','{"state":"draft","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}},"alternatives":[{"slots":{"type":["photo"]}}]}',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368');
INSERT INTO "change" VALUES(6,'b.png','{"state":"draft","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}},"alternatives":[{"slots":{"type":["photo"]}}]}','{"state":"reviewed","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}},"alternatives":[{"slots":{"type":["photo"]}}]}',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368');
INSERT INTO "change" VALUES(7,'c.png',NULL,'{"state":"draft","caption":{"slots":{"action":[["standing","",2]],"type":[["photograph","",4]],"details":[["größer","u",6]],"background":[["Ein Strand","",6,false,null,null]]}}}',X'7374616E64696E672C2070686F746F6772617068202C202C206772C3B6C39F65720A',X'70686F746F67726170682C207374616E64696E672C206772C3B6C39F65722C2045696E20537472616E64');
INSERT INTO "change" VALUES(8,'c.png','{"state":"draft","caption":{"slots":{"action":[["standing","",2]],"type":[["photograph","",4]],"details":[["größer","u",6]],"background":[["Ein Strand","",6,false,null,null]]}}}','{"state":"flagged","caption":{"slots":{"action":[["standing","",2]],"type":[["photograph","",4]],"details":[["größer","u",6]],"background":[["Ein Strand","",6,false,null,null]]}},"note":"blurred?"}',X'70686F746F67726170682C207374616E64696E672C206772C3B6C39F65722C2045696E20537472616E64',X'70686F746F67726170682C207374616E64696E672C206772C3B6C39F65722C2045696E20537472616E64');
INSERT INTO "change" VALUES(9,'a.png','{"state":"done","caption":{"slots":{"type":["photograph"],"action":["standing"]}}}','{"state":"done","caption":{"slots":{"type":["photograph"],"action":["standing"]}}}',X'70686F746F67726170682C207374616E64696E67',X'616E6E696B612C2070686F746F67726170682C207374616E64696E67');
INSERT INTO "change" VALUES(9,'b.png','{"state":"reviewed","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}},"alternatives":[{"slots":{"type":["photo"]}}]}','{"state":"reviewed","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}},"alternatives":[{"slots":{"type":["photo"]}}]}',X'70686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368',X'616E6E696B612C2070686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368');
INSERT INTO "change" VALUES(9,'c.png','{"state":"flagged","caption":{"slots":{"action":[["standing","",2]],"type":[["photograph","",4]],"details":[["größer","u",6]],"background":[["Ein Strand","",6,false,null,null]]}},"note":"blurred?"}','{"state":"flagged","caption":{"slots":{"action":[["standing","",2]],"type":[["photograph","",4]],"details":[["größer","u",6]],"background":[["Ein Strand","",6,false,null,null]]}},"note":"blurred?"}',X'70686F746F67726170682C207374616E64696E672C206772C3B6C39F65722C2045696E20537472616E64',X'616E6E696B612C2070686F746F67726170682C207374616E64696E672C206772C3B6C39F65722C2045696E20537472616E64');
INSERT INTO "change" VALUES(10,'d.png',NULL,'{"state":"draft","caption":{"slots":{"action":["jumping"]}}}',NULL,X'616E6E696B612C206A756D70696E67');
CREATE TABLE draft (file_name TEXT PRIMARY KEY, slot TEXT NOT NULL, text TEXT NOT NULL, of TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO "draft" VALUES('b.png','action','wav','');
CREATE TABLE image (
            file_name TEXT PRIMARY KEY,
            record TEXT,
            written BLOB,
            replaces BLOB,
            pending INTEGER NOT NULL DEFAULT 0
        , state TEXT GENERATED ALWAYS AS (
            CASE WHEN typeof(record) = 'text' AND json_valid(record) THEN json_extract(record, '$.state') END
        ) VIRTUAL, slot_states TEXT GENERATED ALWAYS AS (
            CASE WHEN typeof(record) = 'text' AND instr(record, '"slot_states":') AND json_valid(record)
            THEN json_extract(record, '$.slot_states') END
        ) VIRTUAL) WITHOUT ROWID;
INSERT INTO "image" VALUES('a.png','{"state":"done","caption":{"slots":{"type":["photograph"],"action":["standing"]}}}',X'616E6E696B612C2070686F746F67726170682C207374616E64696E67',NULL,0);
INSERT INTO "image" VALUES('b.png','{"state":"reviewed","caption":{"slots":{"type":[["photograph","",2],["of a woman","",4]],"action":[["standing","",6],["waving","",6,false,null,null]],"subject":[["(red hat:1.2)","",8]],"background":[["She waits alone. beach","",10]]}},"alternatives":[{"slots":{"type":["photo"]}}]}',X'616E6E696B612C2070686F746F67726170682C206F66206120776F6D616E2C207374616E64696E672C20776176696E672C2028726564206861743A312E32292C2053686520776169747320616C6F6E652E206265616368',NULL,0);
INSERT INTO "image" VALUES('c.png','{"state":"flagged","caption":{"slots":{"action":[["standing","",2]],"type":[["photograph","",4]],"details":[["größer","u",6]],"background":[["Ein Strand","",6,false,null,null]]}},"note":"blurred?"}',X'616E6E696B612C2070686F746F67726170682C207374616E64696E672C206772C3B6C39F65722C2045696E20537472616E64',NULL,0);
INSERT INTO "image" VALUES('d.png','{"state":"draft","caption":{"slots":{"action":["jumping"]}}}',X'616E6E696B612C206A756D70696E67',NULL,1);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('globals','["annika"]');
INSERT INTO "meta" VALUES('globals_pending','0');
INSERT INTO "meta" VALUES('position','b.png');
CREATE TABLE step (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            at TEXT NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0,
            globals_before TEXT,
            globals_after TEXT
        , takes_back INTEGER REFERENCES step (id) ON DELETE SET NULL);
INSERT INTO "step" VALUES(1,'add photograph','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(2,'add standing','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(3,'mark done','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(4,'add waving','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(5,'another caption','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(6,'mark reviewed','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(7,'add Ein Strand','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(8,'mark flagged','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(9,'add global annika','2026-01-02T00:00:00+00:00',0,'[]','["annika"]',NULL);
INSERT INTO "step" VALUES(10,'add jumping','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
INSERT INTO "step" VALUES(11,'accept two findings','2026-01-02T00:00:00+00:00',0,NULL,NULL,NULL);
CREATE INDEX image_pending ON image (file_name) WHERE pending;
CREATE INDEX image_state ON image (state);
CREATE INDEX step_takes_back ON step (takes_back) WHERE takes_back IS NOT NULL;
CREATE INDEX image_slot_states ON image (file_name) WHERE slot_states IS NOT NULL;
COMMIT;
PRAGMA user_version = 5;
