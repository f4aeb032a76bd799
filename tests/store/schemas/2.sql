PRAGMA application_id = 1229147972;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE attributes (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	choices TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
CREATE TABLE cases (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	"values" TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "cases" VALUES('500ace10-7969-48fb-930f-637f74ad20c4','Maison Test',0,'{}','6483df80a0fcbd0fa20d2200b7118ce6');
CREATE TABLE changes (
	n INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	label TEXT NOT NULL, 
	details TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"of" INTEGER, 
	undone INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
INSERT INTO "changes" VALUES(1,'2026-11-23T11:10:46Z','Root','Imported {transcript}','{"transcript":"petit"}','do',NULL,0,'798857c083a24a928192e57151701789');
INSERT INTO "changes" VALUES(2,'2026-11-23T11:10:46Z','Root','Imported {transcript}','{"transcript":"petit (2)"}','do',NULL,0,'35f292333cd4447cd4ebfda5f71b42ef');
INSERT INTO "changes" VALUES(3,'2026-11-23T11:10:46Z','Root','Added the code {code}','{"code":"Moyens > Budget"}','do',NULL,0,'c0ed6e9adf75e2d6ce1fb7d6e235c956');
INSERT INTO "changes" VALUES(4,'2026-11-23T11:10:47Z','Root','Coded “{quote}” in {transcript}: {code}','{"code":"Moyens > Budget","quote":"nquêtrice : Et le bu","transcript":"petit"}','do',NULL,0,'0f9ea11280ac77aa90915ae13eeea02a');
INSERT INTO "changes" VALUES(5,'2026-11-23T11:10:47Z','Root','Coded “{quote}” in {transcript}: {code}','{"code":"Moyens > Budget","quote":"nquêtrice : Et le bu","transcript":"petit"}','undo',4,0,'a83b13ece9bda98112828171c93987fe');
INSERT INTO "changes" VALUES(6,'2026-11-23T11:10:47Z','Root','Coded “{quote}” in {transcript}: {code}','{"code":"Moyens > Budget","quote":"nquêtrice : Et le bu","transcript":"petit"}','redo',4,0,'da7bca39b6fea812afb80842e7285bf7');
CREATE TABLE coders (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "coders" VALUES('20a0f494-0955-4d5a-b8a6-32be9d065f3b','Root','3886abbee1a17f9047320a0778695932');
CREATE TABLE codes (
	id TEXT NOT NULL, 
	parent TEXT, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	use TEXT NOT NULL, 
	avoid TEXT NOT NULL, 
	example TEXT NOT NULL, 
	colour TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	made TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(parent) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "codes" VALUES('1f571a69-985f-474c-a91f-fb57d7ea55a3',NULL,0,'{"fr":"Moyens"}','{}','{}','{}','{}','','','2026-11-23T11:10:46Z','moyens','954e59947e43b057a3e0882f32d19837');
INSERT INTO "codes" VALUES('137211cd-9a37-4aa0-9264-a6a23c392f19','1f571a69-985f-474c-a91f-fb57d7ea55a3',0,'{"fr":"Budget"}','{}','{}','{}','{}','','','2026-11-23T11:10:46Z','budget','7d02917c7b0f50f45bb11bb999e3bc7f');
CREATE TABLE codings (
	id TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	code TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	made TEXT NOT NULL, 
	weight REAL, 
	"key" INTEGER NOT NULL, 
	first_turn INTEGER, 
	last_turn INTEGER, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(transcript) REFERENCES transcripts (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(coder) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "codings" VALUES('613a9940-7098-4674-a805-6c91c76d9fdc','b9aed2ee-0370-41d5-b7c2-59feb348b75b',120,140,'nquêtrice : Et le bu','137211cd-9a37-4aa0-9264-a6a23c392f19','20a0f494-0955-4d5a-b8a6-32be9d065f3b','2026-11-23T11:10:47Z',NULL,0,3,3,'08110e8809e9ecd304c57511d1367663');
CREATE TABLE edits (
	change INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (change, seq), 
	FOREIGN KEY(change) REFERENCES changes (n) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "edits" VALUES(1,0,'coder','20a0f494-0955-4d5a-b8a6-32be9d065f3b',NULL,'{"id":"20a0f494-0955-4d5a-b8a6-32be9d065f3b","name":"Root"}');
INSERT INTO "edits" VALUES(1,1,'case','500ace10-7969-48fb-930f-637f74ad20c4',NULL,'{"id":"500ace10-7969-48fb-930f-637f74ad20c4","name":"Maison Test","position":0,"values":{}}');
INSERT INTO "edits" VALUES(1,2,'transcript','b9aed2ee-0370-41d5-b7c2-59feb348b75b',NULL,'{"case":"500ace10-7969-48fb-930f-637f74ad20c4","format":"text","id":"b9aed2ee-0370-41d5-b7c2-59feb348b75b","language":"fr","length":187,"metadata":{},"name":"petit","position":0,"source":"petit.txt","source_sha256":"804642212a05f6420d9bcc24ec88978807bacc57b82ba5b969ba49f627efa9f5","version":"d8586351-cf7c-41b1-8af0-20950c51189c","words":30}');
INSERT INTO "edits" VALUES(1,3,'speaker','8b4fed91-da77-46f2-9174-d48aa49a89d6',NULL,'{"id":"8b4fed91-da77-46f2-9174-d48aa49a89d6","label":"Enquêtrice","name":"Enquêtrice","role":"interviewer","transcript":"b9aed2ee-0370-41d5-b7c2-59feb348b75b"}');
INSERT INTO "edits" VALUES(1,4,'speaker','b7a85fdc-4d8e-4e49-9fb9-28da57854162',NULL,'{"id":"b7a85fdc-4d8e-4e49-9fb9-28da57854162","label":"Marc","name":"Marc","role":"participant","transcript":"b9aed2ee-0370-41d5-b7c2-59feb348b75b"}');
INSERT INTO "edits" VALUES(2,0,'transcript','274d5218-4c1e-4b99-bf1b-9aa934b8c7f1',NULL,'{"case":"500ace10-7969-48fb-930f-637f74ad20c4","format":"vtt","id":"274d5218-4c1e-4b99-bf1b-9aa934b8c7f1","language":"fr","length":42,"metadata":{},"name":"petit (2)","position":1,"source":"petit.vtt","source_sha256":"3ef446823ff2907d1439ada2d791c58b38b20c74af626a544b451f42a480ed0c","version":"066c41f4-ab2a-464a-8774-78a9f4f1d7f1","words":9}');
INSERT INTO "edits" VALUES(2,1,'speaker','59bac815-80dd-4828-b1c9-9e58b0db9ac7',NULL,'{"id":"59bac815-80dd-4828-b1c9-9e58b0db9ac7","label":"Léa","name":"Léa","role":"interviewer","transcript":"274d5218-4c1e-4b99-bf1b-9aa934b8c7f1"}');
INSERT INTO "edits" VALUES(2,2,'speaker','e8a24385-1864-479d-9320-e9e6fa82fba9',NULL,'{"id":"e8a24385-1864-479d-9320-e9e6fa82fba9","label":"Paul","name":"Paul","role":"participant","transcript":"274d5218-4c1e-4b99-bf1b-9aa934b8c7f1"}');
INSERT INTO "edits" VALUES(3,0,'code','1f571a69-985f-474c-a91f-fb57d7ea55a3',NULL,'{"avoid":{},"colour":"","definition":{},"example":{},"id":"1f571a69-985f-474c-a91f-fb57d7ea55a3","made":"2026-11-23T11:10:46Z","name":{"fr":"Moyens"},"origin":"","parent":null,"position":0,"use":{}}');
INSERT INTO "edits" VALUES(3,1,'code','137211cd-9a37-4aa0-9264-a6a23c392f19',NULL,'{"avoid":{},"colour":"","definition":{},"example":{},"id":"137211cd-9a37-4aa0-9264-a6a23c392f19","made":"2026-11-23T11:10:46Z","name":{"fr":"Budget"},"origin":"","parent":"1f571a69-985f-474c-a91f-fb57d7ea55a3","position":0,"use":{}}');
INSERT INTO "edits" VALUES(4,0,'coding','613a9940-7098-4674-a805-6c91c76d9fdc',NULL,'{"code":"137211cd-9a37-4aa0-9264-a6a23c392f19","coder":"20a0f494-0955-4d5a-b8a6-32be9d065f3b","end":140,"id":"613a9940-7098-4674-a805-6c91c76d9fdc","key":false,"made":"2026-11-23T11:10:47Z","quote":"nquêtrice : Et le bu","start":120,"transcript":"b9aed2ee-0370-41d5-b7c2-59feb348b75b","weight":null}');
INSERT INTO "edits" VALUES(4,1,'memo','f7c1debb-1c55-4c52-afa9-dff3da0c43c5',NULL,'{"coder":"20a0f494-0955-4d5a-b8a6-32be9d065f3b","end":null,"id":"f7c1debb-1c55-4c52-afa9-dff3da0c43c5","kind":"note","made":"2026-11-23T11:10:47Z","on":"coding","quote":"","start":null,"target":"613a9940-7098-4674-a805-6c91c76d9fdc","text":"À revoir"}');
CREATE TABLE files (
	sha256 TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (sha256)
)
 STRICT

;
CREATE TABLE memos (
	id TEXT NOT NULL, 
	"on" TEXT NOT NULL, 
	target TEXT, 
	start INTEGER, 
	"end" INTEGER, 
	quote TEXT NOT NULL, 
	text TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	coder TEXT, 
	made TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(coder) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "memos" VALUES('f7c1debb-1c55-4c52-afa9-dff3da0c43c5','coding','613a9940-7098-4674-a805-6c91c76d9fdc',NULL,NULL,'','À revoir','note','20a0f494-0955-4d5a-b8a6-32be9d065f3b','2026-11-23T11:10:47Z','a49c541070bb7bc88720bc9e82f3abba');
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
)
 STRICT

;
INSERT INTO "meta" VALUES('schema_version','2');
INSERT INTO "meta" VALUES('study','f89f986e-43ce-4f0d-b856-3f4ef8ccd052');
INSERT INTO "meta" VALUES('made','2026-11-23T11:10:46Z');
CREATE TABLE speakers (
	id TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	label TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(transcript) REFERENCES transcripts (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "speakers" VALUES('8b4fed91-da77-46f2-9174-d48aa49a89d6','b9aed2ee-0370-41d5-b7c2-59feb348b75b','Enquêtrice','Enquêtrice','interviewer','fc639cae77cd2e3dbedddfd55b926ca6');
INSERT INTO "speakers" VALUES('b7a85fdc-4d8e-4e49-9fb9-28da57854162','b9aed2ee-0370-41d5-b7c2-59feb348b75b','Marc','Marc','participant','f4464fcaebfe7072e76ea34cf85e16ec');
INSERT INTO "speakers" VALUES('59bac815-80dd-4828-b1c9-9e58b0db9ac7','274d5218-4c1e-4b99-bf1b-9aa934b8c7f1','Léa','Léa','interviewer','226fee71392158520a38caf66b4e4b2b');
INSERT INTO "speakers" VALUES('e8a24385-1864-479d-9320-e9e6fa82fba9','274d5218-4c1e-4b99-bf1b-9aa934b8c7f1','Paul','Paul','participant','416ee161280919467d25e00f6f93a624');
CREATE TABLE statuses (
	id TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	code TEXT NOT NULL, 
	value TEXT NOT NULL, 
	coder TEXT, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(transcript) REFERENCES transcripts (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(coder) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
CREATE TABLE summaries (
	id TEXT NOT NULL, 
	"case" TEXT NOT NULL, 
	code TEXT NOT NULL, 
	text TEXT NOT NULL, 
	coder TEXT, 
	made TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(coder) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
CREATE TABLE transcripts (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	"case" TEXT, 
	version TEXT NOT NULL, 
	language TEXT NOT NULL, 
	source TEXT NOT NULL, 
	source_sha256 TEXT NOT NULL, 
	format TEXT NOT NULL, 
	words INTEGER NOT NULL, 
	length INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	metadata TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(version) REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "transcripts" VALUES('b9aed2ee-0370-41d5-b7c2-59feb348b75b','petit','500ace10-7969-48fb-930f-637f74ad20c4','d8586351-cf7c-41b1-8af0-20950c51189c','fr','petit.txt','804642212a05f6420d9bcc24ec88978807bacc57b82ba5b969ba49f627efa9f5','text',30,187,0,'{}','d56abc97f920dffe548be9a079bd81c1');
INSERT INTO "transcripts" VALUES('274d5218-4c1e-4b99-bf1b-9aa934b8c7f1','petit (2)','500ace10-7969-48fb-930f-637f74ad20c4','066c41f4-ab2a-464a-8774-78a9f4f1d7f1','fr','petit.vtt','3ef446823ff2907d1439ada2d791c58b38b20c74af626a544b451f42a480ed0c','vtt',9,42,1,'{}','2adfcc1a33410cbefa32be379f096aeb');
CREATE TABLE turns (
	version TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	label TEXT, 
	label_start INTEGER, 
	label_end INTEGER, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	time REAL, 
	time_end REAL, 
	PRIMARY KEY (version, n), 
	FOREIGN KEY(version) REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "turns" VALUES('066c41f4-ab2a-464a-8774-78a9f4f1d7f1',1,'Léa',0,3,5,19,3,1.0,4.0);
INSERT INTO "turns" VALUES('066c41f4-ab2a-464a-8774-78a9f4f1d7f1',2,'Paul',20,24,26,42,4,5.0,9.0);
INSERT INTO "turns" VALUES('d8586351-cf7c-41b1-8af0-20950c51189c',1,'Enquêtrice',0,10,13,53,7,NULL,NULL);
INSERT INTO "turns" VALUES('d8586351-cf7c-41b1-8af0-20950c51189c',2,'Marc',54,58,61,118,10,NULL,NULL);
INSERT INTO "turns" VALUES('d8586351-cf7c-41b1-8af0-20950c51189c',3,'Enquêtrice',119,129,132,146,3,NULL,NULL);
INSERT INTO "turns" VALUES('d8586351-cf7c-41b1-8af0-20950c51189c',4,'Marc',147,151,154,186,6,NULL,NULL);
CREATE TABLE versions (
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	words INTEGER NOT NULL, moments TEXT NOT NULL DEFAULT '[]', report TEXT NOT NULL DEFAULT 'null', 
	PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "versions" VALUES('d8586351-cf7c-41b1-8af0-20950c51189c','Enquêtrice : Vous êtes sur les réseaux depuis quand ?
Marc : Depuis deux mille neuf. [rires] On a commencé par hasard.
Enquêtrice : Et le budget ?
Marc : Une personne et demie, pas plus.
','804642212a05f6420d9bcc24ec88978807bacc57b82ba5b969ba49f627efa9f5',30,'[]','null');
INSERT INTO "versions" VALUES('066c41f4-ab2a-464a-8774-78a9f4f1d7f1','Léa: Vous êtes là ?
Paul: Oui, je suis là.','6826b12a2d618924ade261ad2da4de51537621573130612b928fbe9b5db1e7a9',9,'[]','null');
CREATE UNIQUE INDEX coders_name ON coders (name);
CREATE UNIQUE INDEX attributes_name ON attributes (name);
CREATE UNIQUE INDEX cases_name ON cases (name);
CREATE UNIQUE INDEX codes_name ON codes (coalesce(parent, ''), name_key);
CREATE INDEX changes_undone ON changes (undone, n);
CREATE UNIQUE INDEX transcripts_name ON transcripts (name);
CREATE INDEX memos_target ON memos (target);
CREATE UNIQUE INDEX summaries_cell ON summaries ("case", code);
CREATE UNIQUE INDEX speakers_label ON speakers (transcript, label);
CREATE UNIQUE INDEX codings_passage ON codings (transcript, start, "end", code, coder);
CREATE INDEX codings_code ON codings (code);
CREATE UNIQUE INDEX statuses_cell ON statuses (transcript, code);
CREATE TRIGGER codings_quote_insert BEFORE INSERT ON codings
        WHEN NOT (NEW.start >= 0 AND NEW.start < NEW."end" AND coalesce((SELECT substr(v.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    FROM transcripts t JOIN versions v ON v.id = t.version WHERE t.id = NEW.transcript), 0))
        BEGIN SELECT RAISE(ABORT, 'quotation differs from the transcript'); END;
CREATE TRIGGER codings_quote_update BEFORE UPDATE OF transcript, start, "end", quote ON codings
        WHEN NOT (NEW.start >= 0 AND NEW.start < NEW."end" AND coalesce((SELECT substr(v.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    FROM transcripts t JOIN versions v ON v.id = t.version WHERE t.id = NEW.transcript), 0))
        BEGIN SELECT RAISE(ABORT, 'quotation differs from the transcript'); END;
CREATE TRIGGER versions_fixed BEFORE UPDATE ON versions
    BEGIN SELECT RAISE(ABORT, 'a text is never changed'); END;
COMMIT;
