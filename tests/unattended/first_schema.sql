-- A store as the first schema had it, written by the program of that time: one week of the troubled portal of tests/e2e/portal.py
-- (invented people), judged, and one decision of a person. Never changed: today's program must open it.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'crawler','sweeps','2026-11-26 02:05:22.455494+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'crawler','fetches','2026-11-26 02:05:22.461222+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'crawler','portal','2026-11-26 02:05:22.468453+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'crawler','accounts','2026-11-26 02:05:22.469675+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'crawler','health','2026-11-26 02:05:22.470557+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'checks','verdicts','2026-11-26 02:05:26.379075+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'checks','findings','2026-11-26 02:05:26.393232+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'checks','decisions','2026-11-26 02:05:26.394229+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'checks','accused','2026-11-26 02:05:26.394770+00:00');
CREATE TABLE "areas" (
   "sweep" INTEGER,
   "unit" TEXT,
   "url" TEXT,
   "outcome" TEXT,
   "detail" TEXT,
   "complete" INTEGER,
   "fetch" INTEGER,
   "look_outcome" TEXT,
   "look_fetch" INTEGER,
   PRIMARY KEY ("sweep", "unit")
);
INSERT INTO "areas" VALUES(1,'ZFB',NULL,'ok',NULL,1,1,'ok',27);
INSERT INTO "areas" VALUES(1,'MZJ','http://127.0.0.1:40605/bmxxgk/mzj/','ok',NULL,1,3,'ok',28);
INSERT INTO "areas" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/','ok',NULL,1,4,'ok',29);
CREATE TABLE "articles" (
   "sweep" INTEGER,
   "url" TEXT,
   "unit" TEXT,
   "unit_from" TEXT,
   "column_url" TEXT,
   "fetch" INTEGER,
   "outcome" TEXT,
   "kind" TEXT,
   "title" TEXT,
   "published" TEXT,
   "published_from" TEXT,
   "list_date" TEXT,
   "date_marks" TEXT,
   "written" TEXT,
   "decided" TEXT,
   "source" TEXT,
   "index_no" TEXT,
   "document_no" TEXT,
   "validity" TEXT,
   "breadcrumbs" TEXT,
   "attachments" TEXT,
   "family" TEXT,
   "template" TEXT,
   "text" TEXT,
   "content_hash" TEXT,
   PRIMARY KEY ("sweep", "url")
);
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','ZFB','source','http://127.0.0.1:40605/zwgk/zwyw/',10,'ok','article','全区重点工作推进会召开','2026-11-02T09:30:00+08:00','发布时间','2026-11-02','[["发布时间", "2026-11-02T09:30:00+08:00"], ["meta:PubDate", "2026-11-02T09:30:00+08:00"]]',NULL,NULL,'青禾区人民政府办公室',NULL,NULL,NULL,'["首页", "政务要闻"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','911695449e01589141891c39dda4038c62646c44e0fac66f3d9e6da5db850871');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','MZJ','area','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/',11,'ok','article','民政服务进社区活动举行','2026-10-22T09:30:00+08:00','发布时间','2026-10-22','[["发布时间", "2026-10-22T09:30:00+08:00"], ["meta:PubDate", "2026-10-22T09:30:00+08:00"]]',NULL,NULL,'青禾区民政局',NULL,NULL,NULL,'["首页", "青禾区民政局", "工作动态"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','73e3a29bd0209c548ff2aba57f2bbf59efb78818d63dacd0cc186b2ca331b9f4');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','MZJ','area','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',12,'ok','article','关于做好城乡低保工作的通知（10月23日）','2026-10-23T09:30:00+08:00','发布时间','2026-10-23','[["发布时间", "2026-10-23T09:30:00+08:00"], ["meta:PubDate", "2026-10-23T09:30:00+08:00"]]','2026-10-19',NULL,'青禾区民政局',NULL,NULL,NULL,'["首页", "青禾区民政局", "政策文件"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','0cce2969d305bcbc47cda135875e0f95120b4408a51de23e32182913d1a2c960');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','MZJ','area','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',13,'ok','article','关于调整临时救助标准的通知','2026-10-13T09:30:00+08:00','发布时间','2026-10-13','[["发布时间", "2026-10-13T09:30:00+08:00"], ["meta:PubDate", "2026-10-13T09:30:00+08:00"]]','2026-08-29',NULL,'青禾区民政局',NULL,NULL,NULL,'["首页", "青禾区民政局", "政策文件"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','3373824dd4867a1d6aa336c74d5964b17ea9fbbb198816ddbd210d5b60f26005');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','MZJ','area','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',14,'ok','article','关于做好城乡低保工作的通知（9月8日）','2026-09-08T09:30:00+08:00','发布时间','2026-09-08','[["发布时间", "2026-09-08T09:30:00+08:00"], ["meta:PubDate", "2026-09-08T09:30:00+08:00"]]','2026-09-04',NULL,'青禾区民政局',NULL,NULL,NULL,'["首页", "青禾区民政局", "政策文件"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','1186be715d2c62f1fedf5b03f1cb2b6db09a7efe10cee4f97cf0cfd026beea53');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',15,'ok','article','柳溪镇开展河道清理（11月18日）','2026-11-18T09:30:00+08:00','发布时间','2026-11-18','[["发布时间", "2026-11-18T09:30:00+08:00"], ["meta:PubDate", "2026-11-18T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "工作动态"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','fd05c97ba111be64d900223461e914895ad5a81bed2a63b20e21bef91cd9f74e');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',16,'ok','article','柳溪镇开展河道清理（11月10日）','2026-11-10T09:30:00+08:00','发布时间','2026-11-10','[["发布时间", "2026-11-10T09:30:00+08:00"], ["meta:PubDate", "2026-11-10T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "工作动态"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','0f2c773c6ea3df1f4481368a426f8869a89aef9300d00e3f468c43df3d33c2fc');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',17,'ok','article','柳溪镇开展河道清理（10月25日）','2026-10-25T09:30:00+08:00','发布时间','2026-10-25','[["发布时间", "2026-10-25T09:30:00+08:00"], ["meta:PubDate", "2026-10-25T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "工作动态"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','d6dc8be85eb7eabb7fb93711d683ba39012e357a2fe25b3b8075a82eb99180a5');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',18,'ok','article','关于秋季征兵的公告','2046-11-22T09:30:00+08:00','发布时间','2046-11-22','[["发布时间", "2046-11-22T09:30:00+08:00"], ["meta:PubDate", "2046-11-22T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','46f683d2aa9ff662a8daa39726dc22c956f3615fc15fd0dc3429e27333e0b02f');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',19,'ok','article','临时救助对象公示','2026-11-13T09:30:00+08:00','发布时间','2026-11-13','[["发布时间", "2026-11-13T09:30:00+08:00"], ["meta:PubDate", "2026-11-13T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。
张某某，身份证号：429998199003070015，拟给予临时救助。','a7b160a1df1f4986907bb41f9d98d058dce1266ca42c14264ff50bb21169f819');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',20,'ok','article','关于灌溉用水调度的公告','2026-11-10T09:30:00+08:00','发布时间','2026-11-10','[["发布时间", "2026-11-10T09:30:00+08:00"], ["meta:PubDate", "2026-11-10T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[["http://127.0.0.1:40605/files/lost.pdf", "用水安排表.pdf"]]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。
用水安排表.pdf','a4782c8c23d567a4b2108c935b5ab74ad236cd69833ae3899f6d06e922218bc7');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',21,'ok','article','柳溪镇关于停水的公告（11月7日）','2026-11-07T09:30:00+08:00','发布时间','2026-11-07','[["发布时间", "2026-11-07T09:30:00+08:00"], ["meta:PubDate", "2026-11-07T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','43bcb1780ff94ff6b13f44e73fae1825a7424380880412453ffa4a8fcef4830b');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',22,'ok','article','关于领取补贴的公告',NULL,NULL,NULL,'[]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','0da47dbad5dbc93eb2cd30aca32942075a63da6d73c6efe39c85c825b7d63741');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',23,'ok','article','柳溪镇关于停水的公告（9月23日）','2026-09-23T09:30:00+08:00','发布时间','2026-09-23','[["发布时间", "2026-09-23T09:30:00+08:00"], ["meta:PubDate", "2026-09-23T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','d78d84df0c9d83aa879dd6b0e72118816320abf182cf9cb6297bbd23266f9206');
INSERT INTO "articles" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','LXZ','area','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',24,'ok','article','柳溪镇关于停水的公告（7月25日）','2026-07-25T09:30:00+08:00','发布时间','2026-07-25','[["发布时间", "2026-07-25T09:30:00+08:00"], ["meta:PubDate", "2026-07-25T09:30:00+08:00"]]',NULL,NULL,'柳溪镇人民政府',NULL,NULL,NULL,'["首页", "柳溪镇人民政府", "通知公告"]','[]',NULL,'54ea212316ff9c9a','为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。','6d70e40e4e8824461fcc80a46fb1788432d44e24d794771ceecdd92bd66cec00');
CREATE TABLE "columns" (
   "sweep" INTEGER,
   "url" TEXT,
   "unit" TEXT,
   "unit_from" TEXT,
   "name" TEXT,
   "path" TEXT,
   "type" TEXT,
   "type_from" TEXT,
   "update_within_days" INTEGER,
   "role" TEXT,
   "read_by" TEXT,
   "family" TEXT,
   "template" TEXT,
   "found_on" TEXT,
   "outcome" TEXT,
   "detail" TEXT,
   "complete" INTEGER,
   "pages" INTEGER,
   "list_total" INTEGER,
   PRIMARY KEY ("sweep", "url")
);
INSERT INTO "columns" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','MZJ','area','工作动态','["首页", "青禾区民政局", "工作动态"]','动态要闻','名称为动态要闻类（工作动态）',NULL,'list','static',NULL,'162ebc21f8725f71','http://127.0.0.1:40605/bmxxgk/mzj/','ok',NULL,1,1,NULL);
INSERT INTO "columns" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','MZJ','area','政策文件','["首页", "青禾区民政局", "政策文件"]','政策文件','名称为政策文件类（政策文件）',NULL,'list','static',NULL,'162ebc21f8725f71','http://127.0.0.1:40605/bmxxgk/mzj/','ok',NULL,1,1,NULL);
INSERT INTO "columns" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','LXZ','area','工作动态','["首页", "柳溪镇人民政府", "工作动态"]','动态要闻','名称为动态要闻类（工作动态）',NULL,'list','static',NULL,'162ebc21f8725f71','http://127.0.0.1:40605/xzxxgk/lxz/','ok',NULL,1,1,NULL);
INSERT INTO "columns" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','LXZ','area','通知公告','["首页", "柳溪镇人民政府", "通知公告"]','通知公告','名称为通知公告类（通知公告）',NULL,'list','static',NULL,'162ebc21f8725f71','http://127.0.0.1:40605/xzxxgk/lxz/','ok',NULL,1,1,NULL);
INSERT INTO "columns" VALUES(1,'http://127.0.0.1:40605/zwgk/zwyw/','ZFB','owner','政务要闻','["首页", "政务要闻"]','动态要闻','名称为动态要闻类（政务要闻）',NULL,'list','static',NULL,'162ebc21f8725f71','http://127.0.0.1:40605/','ok',NULL,1,1,NULL);
CREATE TABLE "decisions" (
   "id" INTEGER PRIMARY KEY,
   "finding" TEXT,
   "sweep" INTEGER,
   "decision" TEXT,
   "note" TEXT,
   "facts" TEXT,
   "at" TEXT
);
INSERT INTO "decisions" VALUES(1,'bfd98918b159',1,'yes','已电话核实','{"limit": 14, "newest": "2026-10-13", "source": "feed"}','2026-11-26T10:05:33+08:00');
CREATE TABLE "entries" (
   "sweep" INTEGER,
   "column_url" TEXT,
   "url" TEXT,
   "position" INTEGER,
   "look" INTEGER,
   "page_url" TEXT,
   "title" TEXT,
   "date" TEXT,
   "pinned" INTEGER,
   "unit" TEXT,
   PRIMARY KEY ("sweep", "column_url", "url")
);
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html',0,1,'http://127.0.0.1:40605/','全区重点工作推进会召开','2026-11-02',0,NULL);
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html',0,1,'http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','民政服务进社区活动举行','2026-10-22',0,'MZJ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html',0,1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','关于做好城乡低保工作的通知（10月23日）','2026-10-23',0,'MZJ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html',1,1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','关于调整临时救助标准的通知','2026-10-13',0,'MZJ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html',2,1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','关于做好城乡低保工作的通知（9月8日）','2026-09-08',0,'MZJ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html',0,1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','柳溪镇开展河道清理（11月18日）','2026-11-18',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html',1,1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','柳溪镇开展河道清理（11月10日）','2026-11-10',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html',2,1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','柳溪镇开展河道清理（10月25日）','2026-10-25',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html',0,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','关于秋季征兵的公告','2046-11-22',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html',1,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','临时救助对象公示','2026-11-13',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html',2,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','关于灌溉用水调度的公告','2026-11-10',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html',3,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','柳溪镇关于停水的公告（11月7日）','2026-11-07',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html',4,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','关于领取补贴的公告',NULL,0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html',5,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','柳溪镇关于停水的公告（9月23日）','2026-09-23',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html',6,1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','柳溪镇关于停水的公告（7月25日）','2026-07-25',0,'LXZ');
INSERT INTO "entries" VALUES(1,'http://127.0.0.1:40605/zwgk/zwyw/','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html',0,1,'http://127.0.0.1:40605/zwgk/zwyw/','全区重点工作推进会召开','2026-11-02',0,'ZFB');
CREATE TABLE "fetches" (
   "id" INTEGER PRIMARY KEY,
   "sweep" INTEGER NOT NULL REFERENCES "sweeps"("id"),
   "key" TEXT NOT NULL,
   "url" TEXT NOT NULL,
   "method" TEXT,
   "via" TEXT,
   "look" INTEGER,
   "purpose" TEXT,
   "asked_at" TEXT,
   "fetched_at" TEXT,
   "seconds" REAL,
   "http_status" INTEGER,
   "outcome" TEXT,
   "kind" TEXT,
   "final_url" TEXT,
   "bytes" INTEGER,
   "sha256" TEXT,
   "capture" TEXT,
   "capture_offset" INTEGER,
   "detail" TEXT
);
INSERT INTO "fetches" VALUES(1,1,'03866d05d5a0c3b28a7be69f31635526','http://127.0.0.1:40605/','GET','http',1,'home','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.046,200,'ok','home','http://127.0.0.1:40605/',708,'4b0b164e884a85359d6780a743dda06d6cb1c10dfbe63ad620d98a72cba04064','2026-W47/attempt1-001.warc.gz',0,NULL);
INSERT INTO "fetches" VALUES(2,1,'de2f9d3eb370374a4e338fa3af6ae4d2','http://127.0.0.1:40605/feed.xml','GET','http',1,'account','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.048,200,'ok',NULL,'http://127.0.0.1:40605/feed.xml',281,'af4efdd278678ee066b6110cb257a00463fa88de0db35c6e42febaf6b76f0819','2026-W47/attempt1-001.warc.gz',777,NULL);
INSERT INTO "fetches" VALUES(3,1,'b26892961c6b8b7114aa021191a5a96e','http://127.0.0.1:40605/bmxxgk/mzj/','GET','http',1,'front','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.034,200,'ok','column','http://127.0.0.1:40605/bmxxgk/mzj/',532,'93bbb04abcd243b454332dd717c39e00b026b2cea2cb0881a29f7a3e2eb5ffd2','2026-W47/attempt1-001.warc.gz',1336,NULL);
INSERT INTO "fetches" VALUES(4,1,'5975f173113c6262ae1ee152d16a05a1','http://127.0.0.1:40605/xzxxgk/lxz/','GET','http',1,'front','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.036,200,'ok','column','http://127.0.0.1:40605/xzxxgk/lxz/',538,'60aa870b943520297762cc3ddab56abf040d13f0ad24370d52e878498e098029','2026-W47/attempt1-001.warc.gz',2062,NULL);
INSERT INTO "fetches" VALUES(5,1,'f1d40001faa0f542a8ab657e16a91ea2','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','GET','http',1,'column','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.033,200,'ok','column','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/',832,'6d4a9e03440a2dbe962b20b07e6e101436025e73bf69b59be1ee652d4c9667c1','2026-W47/attempt1-001.warc.gz',2792,NULL);
INSERT INTO "fetches" VALUES(6,1,'2468cbbdda7c38188800506a64ef4449','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','GET','http',1,'column','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.038,200,'ok','column','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',1253,'168df0f5dbe90cb40e108f2fd30ce3c9e68903967ececc6709115565acec2461','2026-W47/attempt1-001.warc.gz',3605,NULL);
INSERT INTO "fetches" VALUES(7,1,'91e46db0e5ecb3bb67701340c193459c','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','GET','http',1,'column','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.063,200,'ok','column','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',1221,'5695c0fd1ba49d447f9273bcb2a211c64d31e56a93fee7071c924aaee1dab984','2026-W47/attempt1-001.warc.gz',4533,NULL);
INSERT INTO "fetches" VALUES(8,1,'cae8d1e6213054c052060f63f4bf2f76','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','GET','http',1,'column','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.067,200,'ok','column','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',1829,'8b93490851f762c5b027827c397e90326157b79b8316fff0447c9025587eceee','2026-W47/attempt1-001.warc.gz',5421,NULL);
INSERT INTO "fetches" VALUES(9,1,'12316a4ac522528cb5d55433bc40454c','http://127.0.0.1:40605/zwgk/zwyw/','GET','http',1,'column','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.073,200,'ok','column','http://127.0.0.1:40605/zwgk/zwyw/',769,'686c52abbed92eb026958f3c8d52ed62ac9dc709d978dcc76bd9d0703c4c9be9','2026-W47/attempt1-001.warc.gz',6457,NULL);
INSERT INTO "fetches" VALUES(10,1,'0c310c6812f88d32b2f81518e05afc63','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.026,200,'ok','article','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html',1138,'6210b19ac60af98263713731886cb42f6deed79c4021f9b7e170a8b08e2f9818','2026-W47/attempt1-001.warc.gz',7254,NULL);
INSERT INTO "fetches" VALUES(11,1,'2bee4d9e3a1ac4623952653b73e9b939','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.031,200,'ok','article','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html',1183,'cc6b19b011b667dbdcb7f0f61006f11eb7eeaf444f2ed6dc40f8032406ab44b4','2026-W47/attempt1-001.warc.gz',8167,NULL);
INSERT INTO "fetches" VALUES(12,1,'afa3993f85e639b47bdc0a3677f38ccf','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.044,200,'ok','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html',1277,'09b91b7776ddb1894757a2c40120f1278184144eb461a11bab663af9213dc5e7','2026-W47/attempt1-001.warc.gz',9097,NULL);
INSERT INTO "fetches" VALUES(13,1,'8fe75031ebee070310902599d03a8562','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.055,200,'ok','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html',1229,'d93f37cf389994e1903d22afd95d26def303812d7c38989745153a91f428703c','2026-W47/attempt1-001.warc.gz',10060,NULL);
INSERT INTO "fetches" VALUES(14,1,'ae227c7888f091cfff38e9b253499a04','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.059,200,'ok','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html',1271,'a8e68b3172a09ddb108aab2d481c2c19599d305fb3ff4a2694bb0f292df949c6','2026-W47/attempt1-001.warc.gz',11021,NULL);
INSERT INTO "fetches" VALUES(15,1,'d6a5ffe58ec66b5150b59ba52c042268','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.05,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html',1219,'bf2ae9472edf1710907101cd361d4874b7fa91dff44ec506aa974e01aeee0e86','2026-W47/attempt1-001.warc.gz',11984,NULL);
INSERT INTO "fetches" VALUES(16,1,'0595ecadf46173d672a036c3075fe061','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:24+00:00',0.065,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html',1219,'27161200417b8663d08e9102ec130f90cc3d671d1c2ce23c9b4c9a1bdafe5a7d','2026-W47/attempt1-001.warc.gz',12927,NULL);
INSERT INTO "fetches" VALUES(17,1,'554a75b054d074862768341ec25f679f','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:25+00:00',0.07,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html',1219,'c1fe72bc0a0f73ad2ee4eb8d35cca7661c4c516c96d58c5f84864775bbe9f902','2026-W47/attempt1-001.warc.gz',13871,NULL);
INSERT INTO "fetches" VALUES(18,1,'2a6ee2775a143a3bed463867a9f5dda5','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:25+00:00',0.068,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html',1171,'d145d98a7be46c719fbcdb5f7ef593fb3761d6c5eea39935626bf7cea5dc7ead','2026-W47/attempt1-001.warc.gz',14816,NULL);
INSERT INTO "fetches" VALUES(19,1,'b73d6b86dc487bf7144c5d5839d3b6ac','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','GET','http',1,'article','2026-11-26T02:05:24+00:00','2026-11-26T02:05:25+00:00',0.065,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html',1234,'6ceffabae414f8340e3517a2c71f7c115d52947fecf0201a800be39252ace0fa','2026-W47/attempt1-001.warc.gz',15750,NULL);
INSERT INTO "fetches" VALUES(20,1,'acf80b2561aa3c7e2b8a0be1cafa4f88','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','GET','http',1,'article','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.063,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html',1238,'ab7f2eaea60c33e04748a961d864c313bce5d43a8be186fed0e62a991d857425','2026-W47/attempt1-001.warc.gz',16724,NULL);
INSERT INTO "fetches" VALUES(21,1,'46bd8a8b0af235dae52c79246e3e2803','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','GET','http',1,'article','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.061,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html',1225,'257303d7f4c7215f66be8e3351d0bc0f44b28777fd5e17989cb23c1b151d8241','2026-W47/attempt1-001.warc.gz',17689,NULL);
INSERT INTO "fetches" VALUES(22,1,'d6fec71f72c3157b363cb7f5e095471e','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','GET','http',1,'article','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.069,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html',1089,'c61a8ded24d5eca0e94fb67e377f230ece0d09371470302dfd2316611920b4cc','2026-W47/attempt1-001.warc.gz',18626,NULL);
INSERT INTO "fetches" VALUES(23,1,'ab1b13f57d7570a83e3496ce8a628f36','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','GET','http',1,'article','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.057,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html',1225,'961ab476d9e4c2702b5e6700b05358f9d71ebe99ac6268aedf88b3e68bde5929','2026-W47/attempt1-001.warc.gz',19522,NULL);
INSERT INTO "fetches" VALUES(24,1,'67662f1b149a08011762dcd7af929f33','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','GET','http',1,'article','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.051,200,'ok','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html',1225,'7b2583be7c1bc4b99bcd5eda7b1949832d157aa25b3f83d5b5d10c165b8fef53','2026-W47/attempt1-001.warc.gz',20464,NULL);
INSERT INTO "fetches" VALUES(25,1,'0467cc3bd182fa7c665867127002c0ca','http://127.0.0.1:40605/files/lost.pdf','HEAD','http',1,'link','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.03,404,'http_error',NULL,'http://127.0.0.1:40605/files/lost.pdf',0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','2026-W47/attempt1-001.warc.gz',21405,NULL);
INSERT INTO "fetches" VALUES(26,1,'27b7d0f8902e80ddae716a48a39f4a0c','http://127.0.0.1:40605/files/lost.pdf','GET','http',1,'link','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.01,404,'http_error','other','http://127.0.0.1:40605/files/lost.pdf',59,'d75472f9545ba6bd5eef2bbf80312dac86718f27ba43fcc72f5f81f637dc9d0b','2026-W47/attempt1-001.warc.gz',21768,NULL);
INSERT INTO "fetches" VALUES(27,1,'652ad85b01d0946fd51ae6e25d3f261e','http://127.0.0.1:40605/','GET','http',2,'home','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.024,200,'ok','home','http://127.0.0.1:40605/',708,'4b0b164e884a85359d6780a743dda06d6cb1c10dfbe63ad620d98a72cba04064','2026-W47/attempt1-001.warc.gz',22165,NULL);
INSERT INTO "fetches" VALUES(28,1,'4029b80e0c026be15e6f6b0692ec018f','http://127.0.0.1:40605/bmxxgk/mzj/','GET','http',2,'front','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.027,200,'ok','column','http://127.0.0.1:40605/bmxxgk/mzj/',532,'93bbb04abcd243b454332dd717c39e00b026b2cea2cb0881a29f7a3e2eb5ffd2','2026-W47/attempt1-001.warc.gz',22942,NULL);
INSERT INTO "fetches" VALUES(29,1,'5ae7d48e766c6ad8d2f094b99cccbacd','http://127.0.0.1:40605/xzxxgk/lxz/','GET','http',2,'front','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.044,200,'ok','column','http://127.0.0.1:40605/xzxxgk/lxz/',538,'60aa870b943520297762cc3ddab56abf040d13f0ad24370d52e878498e098029','2026-W47/attempt1-001.warc.gz',23669,NULL);
INSERT INTO "fetches" VALUES(30,1,'fe75d7d11213c9d62162d81b401eae96','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','GET','http',2,'column','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.052,200,'ok','column','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/',832,'6d4a9e03440a2dbe962b20b07e6e101436025e73bf69b59be1ee652d4c9667c1','2026-W47/attempt1-001.warc.gz',24399,NULL);
INSERT INTO "fetches" VALUES(31,1,'defb1a2db666503f88dc927671a65e73','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','GET','http',2,'column','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.058,200,'ok','column','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',1253,'168df0f5dbe90cb40e108f2fd30ce3c9e68903967ececc6709115565acec2461','2026-W47/attempt1-001.warc.gz',25213,NULL);
INSERT INTO "fetches" VALUES(32,1,'a89b5dc34de2a3fdb7372119c2347cb5','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','GET','http',2,'column','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.055,200,'ok','column','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',1221,'5695c0fd1ba49d447f9273bcb2a211c64d31e56a93fee7071c924aaee1dab984','2026-W47/attempt1-001.warc.gz',26142,NULL);
INSERT INTO "fetches" VALUES(33,1,'b61b68d45b63f7b4390e3db91b3ff66b','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','GET','http',2,'column','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.052,200,'ok','column','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',1829,'8b93490851f762c5b027827c397e90326157b79b8316fff0447c9025587eceee','2026-W47/attempt1-001.warc.gz',27027,NULL);
INSERT INTO "fetches" VALUES(34,1,'2156ff1fb0e93216a6c6a9d9fd7b20ab','http://127.0.0.1:40605/zwgk/zwyw/','GET','http',2,'column','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.056,200,'ok','column','http://127.0.0.1:40605/zwgk/zwyw/',769,'686c52abbed92eb026958f3c8d52ed62ac9dc709d978dcc76bd9d0703c4c9be9','2026-W47/attempt1-001.warc.gz',28065,NULL);
INSERT INTO "fetches" VALUES(35,1,'feab595a9018b39cef9f318fa7b36beb','http://127.0.0.1:40605/files/lost.pdf','GET','http',2,'link','2026-11-26T02:05:25+00:00','2026-11-26T02:05:25+00:00',0.051,404,'http_error','other','http://127.0.0.1:40605/files/lost.pdf',59,'d75472f9545ba6bd5eef2bbf80312dac86718f27ba43fcc72f5f81f637dc9d0b','2026-W47/attempt1-001.warc.gz',28864,NULL);
CREATE TABLE "findings" (
   "sweep" INTEGER REFERENCES "sweeps"("id"),
   "id" TEXT,
   "state" TEXT,
   "first_seen" TEXT,
   "last_seen" TEXT,
   "due" TEXT,
   PRIMARY KEY ("sweep", "id")
);
INSERT INTO "findings" VALUES(1,'29234fad18d0','new','2026-11-22','2026-11-22','2026-11-25');
INSERT INTO "findings" VALUES(1,'319484b1826a','new','2026-11-22','2026-11-22','2026-12-04');
INSERT INTO "findings" VALUES(1,'54b87af51fbe','new','2026-11-22','2026-11-22','2026-12-04');
INSERT INTO "findings" VALUES(1,'5d6fe450b8e1','new','2026-11-22','2026-11-22','2026-12-04');
INSERT INTO "findings" VALUES(1,'5dc537ea66e8','new','2026-11-22','2026-11-22','2026-12-04');
INSERT INTO "findings" VALUES(1,'aad8f0bda18f','new','2026-11-22','2026-11-22','2026-12-04');
INSERT INTO "findings" VALUES(1,'bfd98918b159','new','2026-11-22','2026-11-22','2026-11-25');
INSERT INTO "findings" VALUES(1,'c3bbf231dab8','new','2026-11-22','2026-11-22','2026-12-04');
INSERT INTO "findings" VALUES(1,'cf5c7cf3bb60','new','2026-11-22','2026-11-22','2026-11-25');
INSERT INTO "findings" VALUES(1,'e37cac1cc199','new','2026-11-22','2026-11-22','2026-11-25');
INSERT INTO "findings" VALUES(1,'e4ec8a9547c2','new','2026-11-22','2026-11-22','2026-12-04');
CREATE TABLE "incidents" (
   "sweep" INTEGER,
   "scope" TEXT,
   "name" TEXT,
   "reason" TEXT,
   "failed" INTEGER,
   "total" INTEGER,
   PRIMARY KEY ("sweep", "scope", "name", "reason")
);
CREATE TABLE "links" (
   "sweep" INTEGER,
   "unit" TEXT,
   "url" TEXT,
   "page_url" TEXT,
   "place" TEXT,
   "text" TEXT,
   "external" INTEGER,
   "fetch" INTEGER,
   "outcome" TEXT,
   "http_status" INTEGER,
   "look_outcome" TEXT,
   "look_status" INTEGER,
   "look_fetch" INTEGER,
   PRIMARY KEY ("sweep", "unit", "url")
);
INSERT INTO "links" VALUES(1,'ZFB','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','http://127.0.0.1:40605/','home','全区重点工作推进会召开',0,10,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'MZJ','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','entry','民政服务进社区活动举行',0,11,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'MZJ','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','entry','关于做好城乡低保工作的通知（10月23日）',0,12,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'MZJ','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','entry','关于调整临时救助标准的通知',0,13,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'MZJ','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','entry','关于做好城乡低保工作的通知（9月8日）',0,14,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','entry','柳溪镇开展河道清理（11月18日）',0,15,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','entry','柳溪镇开展河道清理（11月10日）',0,16,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','entry','柳溪镇开展河道清理（10月25日）',0,17,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','关于秋季征兵的公告',0,18,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','临时救助对象公示',0,19,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','关于灌溉用水调度的公告',0,20,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','柳溪镇关于停水的公告（11月7日）',0,21,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','关于领取补贴的公告',0,22,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','柳溪镇关于停水的公告（9月23日）',0,23,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','entry','柳溪镇关于停水的公告（7月25日）',0,24,'ok',200,NULL,NULL,NULL);
INSERT INTO "links" VALUES(1,'ZFB','http://127.0.0.1:40605/zwgk/zwyw/','http://127.0.0.1:40605/','home','政务要闻',0,9,'ok',200,'ok',200,34);
INSERT INTO "links" VALUES(1,'ZFB','http://127.0.0.1:40605/bmxxgk/mzj/','http://127.0.0.1:40605/','home','青禾区民政局',0,3,'ok',200,'ok',200,28);
INSERT INTO "links" VALUES(1,'ZFB','http://127.0.0.1:40605/xzxxgk/lxz/','http://127.0.0.1:40605/','home','柳溪镇人民政府',0,4,'ok',200,'ok',200,29);
INSERT INTO "links" VALUES(1,'LXZ','http://127.0.0.1:40605/files/lost.pdf','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','attachment','用水安排表.pdf',0,26,'http_error',404,'http_error',404,35);
CREATE TABLE "looks" (
   "sweep" INTEGER,
   "url" TEXT,
   "look" INTEGER,
   "fetch" INTEGER,
   "outcome" TEXT,
   "entries" INTEGER,
   "newest" TEXT,
   "read_by" TEXT,
   "empty_proof" TEXT,
   PRIMARY KEY ("sweep", "url", "look")
);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/',1,1,'ok',1,'2026-11-02','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/',2,27,'ok',1,'2026-11-02','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/gzdt/',1,5,'ok',1,'2026-10-22','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/gzdt/',2,30,'ok',1,'2026-10-22','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',1,6,'ok',3,'2026-10-23','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/bmxxgk/mzj/zcwj/',2,31,'ok',3,'2026-10-23','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',1,7,'ok',3,'2026-11-18','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/gzdt/',2,32,'ok',3,'2026-11-18','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',1,8,'ok',7,'2026-11-13','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/xzxxgk/lxz/tzgg/',2,33,'ok',7,'2026-11-13','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/zwgk/zwyw/',1,9,'ok',1,'2026-11-02','static',NULL);
INSERT INTO "looks" VALUES(1,'http://127.0.0.1:40605/zwgk/zwyw/',2,34,'ok',1,'2026-11-02','static',NULL);
CREATE TABLE "posts" (
   "sweep" INTEGER,
   "account" TEXT,
   "id" TEXT,
   "title" TEXT,
   "url" TEXT,
   "published" TEXT,
   "precision" TEXT,
   "time_source" TEXT,
   "pinned" INTEGER,
   "deleted" INTEGER,
   "source" TEXT,
   "fetch" INTEGER,
   PRIMARY KEY ("sweep", "account", "id")
);
INSERT INTO "posts" VALUES(1,'W1','2026-10-13','青禾民政的一条消息','https://mp.example/s/2026-10-13','2026-10-13T10:00:00+08:00','second','published',0,0,'feed',2);
INSERT INTO "posts" VALUES(1,'D1','一条消息|2026-11-02 10:00:00','一条消息',NULL,'2026-11-02T10:00:00+08:00','second','export',0,0,'import',NULL);
CREATE TABLE "probes" (
   "id" INTEGER PRIMARY KEY,
   "url" TEXT,
   "at" TEXT,
   "seconds" REAL,
   "http_status" INTEGER,
   "outcome" TEXT
);
CREATE TABLE "render_needs" (
   "url" TEXT PRIMARY KEY,
   "since" TEXT
);
CREATE TABLE "sources" (
   "sweep" INTEGER,
   "account" TEXT,
   "platform" TEXT,
   "source" TEXT,
   "look" INTEGER,
   "outcome" TEXT,
   "told" TEXT,
   "proves_silence" INTEGER,
   "covered_from" TEXT,
   "covered_to" TEXT,
   "liveness" TEXT,
   "declared_total" INTEGER,
   "display_name" TEXT,
   "posts" INTEGER,
   "newest" TEXT,
   "fetch" INTEGER,
   PRIMARY KEY ("sweep", "account", "source", "look")
);
INSERT INTO "sources" VALUES(1,'D1','douyin','import',1,'ok','D1.csv 导出时当日未过完，覆盖时段计至2026-11-21',1,'2026-10-22','2026-11-21','["period_statement"]',NULL,NULL,1,'2026-11-02T10:00:00+08:00',NULL);
INSERT INTO "sources" VALUES(1,'W1','wechat','feed',1,'ok','',0,NULL,NULL,'[]',NULL,'青禾民政',1,'2026-10-13T10:00:00+08:00',2);
INSERT INTO "sources" VALUES(1,'D1','douyin','import',2,'ok','D1.csv 导出时当日未过完，覆盖时段计至2026-11-21',1,'2026-10-22','2026-11-21','["period_statement"]',NULL,NULL,1,'2026-11-02T10:00:00+08:00',NULL);
CREATE TABLE "sweeps" (
   "id" INTEGER PRIMARY KEY,
   "week" TEXT NOT NULL,
   "attempt" INTEGER NOT NULL,
   "as_of" TEXT NOT NULL,
   "zone" TEXT,
   "scope" TEXT,
   "started_at" TEXT,
   "finished_at" TEXT,
   "state" TEXT NOT NULL,
   "stop_reason" TEXT,
   "code_version" TEXT,
   "rules_digest" TEXT,
   "requests" INTEGER,
   "replayed" INTEGER,
   "seconds" REAL,
   "polite" TEXT
);
INSERT INTO "sweeps" VALUES(1,'2026-W47',1,'2026-11-22','Asia/Shanghai','all','2026-11-26T02:05:22+00:00','2026-11-26T02:05:25+00:00','done',NULL,'0.1.0','93e5eb2d5cb405cdebd668ed107fc02b07b43fcc966ec43d6af25de5f80b649b',35,0,2.9,'{"requests_per_second": 5000.0, "concurrency": 8, "obey_robots": false, "quiet_hours": []}');
CREATE TABLE "verdicts" (
   "sweep" INTEGER REFERENCES "sweeps"("id"),
   "id" TEXT NOT NULL,
   "check" TEXT,
   "unit" TEXT,
   "kind" TEXT NOT NULL,
   "key" TEXT,
   "name" TEXT,
   "url" TEXT,
   "verdict" TEXT NOT NULL,
   "reason_code" TEXT,
   "reason" TEXT,
   "observed" TEXT,
   "seen" TEXT,
   "severity" TEXT,
   "basis" TEXT,
   "suggestion" TEXT,
   "decided" TEXT,
   "machine_verdict" TEXT,
   PRIMARY KEY ("sweep", "check", "unit", "key")
);
INSERT INTO "verdicts" VALUES(1,'c1752d60b924','article-undated','ZFB','article','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','全区重点工作推进会召开','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'2a691a1a7334','column-blank','ZFB','column','http://127.0.0.1:40605/zwgk/zwyw/','政务要闻','http://127.0.0.1:40605/zwgk/zwyw/','pass',NULL,'','{"entries": 1}','[]','deduct','gbm-2019-19:column-blank',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'e4ec8a9547c2','column-stale','ZFB','column','http://127.0.0.1:40605/zwgk/zwyw/','政务要闻','http://127.0.0.1:40605/zwgk/zwyw/','violation',NULL,'栏目“政务要闻”最近一次更新为2026年11月2日，距今20天，超过14天的更新期限','{"days": 20, "limit": 14, "newest": "2026-11-02"}','[{"capture": "2026-W47/attempt1-001.warc.gz#6457", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "686c52abbed92eb026958f3c8d52ed62ac9dc709d978dcc76bd9d0703c4c9be9", "status": 200, "url": "http://127.0.0.1:40605/zwgk/zwyw/"}, {"capture": "2026-W47/attempt1-001.warc.gz#28065", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "686c52abbed92eb026958f3c8d52ed62ac9dc709d978dcc76bd9d0703c4c9be9", "status": 200, "url": "http://127.0.0.1:40605/zwgk/zwyw/"}]','deduct','gbm-2019-19:column-not-updated','请核实该栏目应公开的信息并及时更新；确无信息可发的，向政务公开主管部门说明情况，或整合、关停该栏目。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'cff0a867c1d3','date-suspect','ZFB','article','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','全区重点工作推进会召开','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','pass',NULL,'','{"published": "2026-11-02"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'cf5c7cf3bb60','home-stale','ZFB','site','http://127.0.0.1:40605/','青禾区人民政府门户网站','http://127.0.0.1:40605/','violation',NULL,'首页最近一次更新为2026年11月2日，距今20天，超过14天的更新期限','{"days": 20, "limit": 14, "newest": "2026-11-02"}','[{"capture": "2026-W47/attempt1-001.warc.gz#0", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "4b0b164e884a85359d6780a743dda06d6cb1c10dfbe63ad620d98a72cba04064", "status": 200, "url": "http://127.0.0.1:40605/"}, {"capture": "2026-W47/attempt1-001.warc.gz#22165", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "4b0b164e884a85359d6780a743dda06d6cb1c10dfbe63ad620d98a72cba04064", "status": 200, "url": "http://127.0.0.1:40605/"}]','veto','gbm-2019-19:home-not-updated','请尽快更新首页信息，确保首页两周内有更新，并在每篇稿件上注明发布时间。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'b00d28cc52fe','link-dead','ZFB','link','http://127.0.0.1:40605/bmxxgk/mzj/','青禾区民政局','http://127.0.0.1:40605/bmxxgk/mzj/','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'828362284792','link-dead','ZFB','link','http://127.0.0.1:40605/xzxxgk/lxz/','柳溪镇人民政府','http://127.0.0.1:40605/xzxxgk/lxz/','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'6eaba7766457','link-dead','ZFB','link','http://127.0.0.1:40605/zwgk/zwyw/','政务要闻','http://127.0.0.1:40605/zwgk/zwyw/','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'d622b35d6ae0','link-dead','ZFB','link','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','全区重点工作推进会召开','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'acdde1ffd4ba','privacy-leak','ZFB','article','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','全区重点工作推进会召开','http://127.0.0.1:40605/zwgk/zwyw/content_2619890580.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'bfd98918b159','account-dormant','MZJ','account','W1','青禾民政','http://127.0.0.1:40605/feed.xml','violation',NULL,'“青禾民政”微信公众号最近一次更新为2026年10月13日，距今40天，超过14天的更新期限；来源（feed）不能证明此后确无更新，请人工查看','{"days": 40, "limit": 14, "newest": "2026-10-13", "source": "feed"}','[{"capture": "2026-W47/attempt1-001.warc.gz#777", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "af4efdd278678ee066b6110cb257a00463fa88de0db35c6e42febaf6b76f0819", "status": 200, "url": "http://127.0.0.1:40605/feed.xml"}]','veto','gbm-2019-19:account-not-updated','请尽快发布信息，保持定期更新；已停止维护的账号，按规定办理注销并更新备案。','yes','suspected');
INSERT INTO "verdicts" VALUES(1,'63c1dbfc5c57','account-revived','MZJ','account','W1','青禾民政','http://127.0.0.1:40605/feed.xml','not_applicable',NULL,'备案状态为运行，不在此判断','{}','[]','deduct','gbm-2019-19:account-not-closed',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'f7323b860a2a','article-undated','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','民政服务进社区活动举行','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'f8393376429a','article-undated','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','关于调整临时救助标准的通知','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'0defff0bb8df','article-undated','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','关于做好城乡低保工作的通知（10月23日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'81356eb45d3a','article-undated','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','关于做好城乡低保工作的通知（9月8日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'81a3f37de711','column-blank','MZJ','column','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','工作动态','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','pass',NULL,'','{"entries": 1}','[]','deduct','gbm-2019-19:column-blank',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'fd8cafc836ee','column-blank','MZJ','column','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','政策文件','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','pass',NULL,'','{"entries": 3}','[]','deduct','gbm-2019-19:column-blank',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'5d6fe450b8e1','column-stale','MZJ','column','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','工作动态','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/','violation',NULL,'栏目“工作动态”最近一次更新为2026年10月22日，距今31天，超过14天的更新期限','{"days": 31, "limit": 14, "newest": "2026-10-22"}','[{"capture": "2026-W47/attempt1-001.warc.gz#2792", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "6d4a9e03440a2dbe962b20b07e6e101436025e73bf69b59be1ee652d4c9667c1", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/gzdt/"}, {"capture": "2026-W47/attempt1-001.warc.gz#24399", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "6d4a9e03440a2dbe962b20b07e6e101436025e73bf69b59be1ee652d4c9667c1", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/gzdt/"}]','deduct','gbm-2019-19:column-not-updated','请核实该栏目应公开的信息并及时更新；确无信息可发的，向政务公开主管部门说明情况，或整合、关停该栏目。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'b2eecc32a51c','column-stale','MZJ','column','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','政策文件','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','pass',NULL,'','{"limit": "6个月", "newest": "2026-10-23"}','[]','deduct','gbm-2019-19:column-not-updated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'60f3fcae8f2d','date-suspect','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','民政服务进社区活动举行','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','pass',NULL,'','{"published": "2026-10-22"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'d28041dd6d5d','date-suspect','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','关于调整临时救助标准的通知','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','pass',NULL,'','{"published": "2026-10-13"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'e12d5ea0923d','date-suspect','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','关于做好城乡低保工作的通知（10月23日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','pass',NULL,'','{"published": "2026-10-23"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'190318e88c60','date-suspect','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','关于做好城乡低保工作的通知（9月8日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','pass',NULL,'','{"published": "2026-09-08"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'4669cebfc6b9','item-incomplete','MZJ','item','1','政策文件','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','not_applicable',NULL,'没有可以逐项核对的公开要素','{}','[]','notice','local-catalog:item',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'539611cc6e7a','item-incomplete','MZJ','item','2','公开制度—公开年报',NULL,'not_applicable',NULL,'没有可以逐项核对的公开要素','{}','[]','notice','local-catalog:item',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'319484b1826a','item-late','MZJ','item','1','政策文件','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','violation',NULL,'“关于调整临时救助标准的通知”形成（决定）日期为2026年8月29日，公开日期为2026年10月13日，间隔28个工作日，超过20个工作日的期限','{"count": 1, "documents": [{"day_type": "working", "days": 28, "event": "2026-08-29", "limit": 20, "published": "2026-10-13", "title": "关于调整临时救助标准的通知", "url": "http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html"}], "latest_published": "2026-10-13"}','[{"capture": "2026-W47/attempt1-001.warc.gz#10060", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "d93f37cf389994e1903d22afd95d26def303812d7c38989745153a91f428703c", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html"}]','notice','ogi-regulation:art-26','请说明逾期公开的原因，今后在规定期限内公开；日期标注有误的，据实更正。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'980308cd2ce7','item-late','MZJ','item','2','公开制度—公开年报',NULL,'not_applicable',NULL,'未见公开，由“事项未公开”判断','{}','[]','notice','ogi-regulation:art-26',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'63798f7c76ee','item-missing','MZJ','item','1','政策文件','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','pass',NULL,'','{"documents": 3}','[]','deduct','local-catalog:item',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'aad8f0bda18f','item-missing','MZJ','item','2','公开制度—公开年报',NULL,'violation',NULL,'“公开年报”（2025年度）应于2026年1月31日前公开，截至2026年11月22日未见公开','{"documents": 0, "due": "2026-01-31", "years": [2025]}','[{"capture": "2026-W47/attempt1-001.warc.gz#2792", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "6d4a9e03440a2dbe962b20b07e6e101436025e73bf69b59be1ee652d4c9667c1", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/gzdt/"}, {"capture": "2026-W47/attempt1-001.warc.gz#24399", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "6d4a9e03440a2dbe962b20b07e6e101436025e73bf69b59be1ee652d4c9667c1", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/gzdt/"}, {"capture": "2026-W47/attempt1-001.warc.gz#3605", "fetched_at": "2026-11-26T02:05:24+00:00", "sha256": "168df0f5dbe90cb40e108f2fd30ce3c9e68903967ececc6709115565acec2461", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/zcwj/"}, {"capture": "2026-W47/attempt1-001.warc.gz#25213", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "168df0f5dbe90cb40e108f2fd30ce3c9e68903967ececc6709115565acec2461", "status": 200, "url": "http://127.0.0.1:40605/bmxxgk/mzj/zcwj/"}]','deduct','local-catalog:item','请按标准目录在本单位公开栏目中公开该事项；已在别处公开的，请将栏目地址报政务公开主管部门登记。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'20f494b3fbb0','item-stale','MZJ','item','1','政策文件','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/','not_applicable',NULL,'没有规定更新周期','{}','[]','deduct','local-catalog:item',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'575fa32bf23b','item-stale','MZJ','item','2','公开制度—公开年报',NULL,'not_applicable',NULL,'没有规定更新周期','{}','[]','deduct','local-catalog:item',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'c6b8a2e76901','link-dead','MZJ','link','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','民政服务进社区活动举行','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'0fa446a1c36b','link-dead','MZJ','link','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','关于调整临时救助标准的通知','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'2fbca3774221','link-dead','MZJ','link','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','关于做好城乡低保工作的通知（10月23日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'24d4f8c334de','link-dead','MZJ','link','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','关于做好城乡低保工作的通知（9月8日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'6a93496b0da6','privacy-leak','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','民政服务进社区活动举行','http://127.0.0.1:40605/bmxxgk/mzj/gzdt/content_2382742825.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'69691406148b','privacy-leak','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','关于调整临时救助标准的通知','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_3387060661.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'4d745f168b17','privacy-leak','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','关于做好城乡低保工作的通知（10月23日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_4181986270.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'f9cd6bab4fd6','privacy-leak','MZJ','article','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','关于做好城乡低保工作的通知（9月8日）','http://127.0.0.1:40605/bmxxgk/mzj/zcwj/content_852380891.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'29234fad18d0','account-dormant','LXZ','account','D1','柳溪镇','D1*.csv','violation',NULL,'“柳溪镇”抖音最近一次更新为2026年11月2日，距今20天，超过14天的更新期限（来源：import）','{"days": 20, "limit": 14, "newest": "2026-11-02", "source": "import"}','[]','veto','gbm-2019-19:account-not-updated','请尽快发布信息，保持定期更新；已停止维护的账号，按规定办理注销并更新备案。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'da5757b61b19','account-revived','LXZ','account','D1','柳溪镇','D1*.csv','not_applicable',NULL,'备案状态为运行，不在此判断','{}','[]','deduct','gbm-2019-19:account-not-closed',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'0595dea056da','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','柳溪镇开展河道清理（11月18日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'23152b21b84f','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','柳溪镇开展河道清理（10月25日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'094d6cbe5b4c','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','柳溪镇开展河道清理（11月10日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'10b56e8934f8','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','柳溪镇关于停水的公告（9月23日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'2489432c5026','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','临时救助对象公示','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'dcdd55faaf6d','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','关于灌溉用水调度的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'b974ccaa36dd','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','关于秋季征兵的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'6b2816201dd9','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','柳溪镇关于停水的公告（11月7日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'c3bbf231dab8','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','关于领取补贴的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','violation',NULL,'稿件“关于领取补贴的公告”的页面未注明发布时间','{"list_date": null}','[{"capture": "2026-W47/attempt1-001.warc.gz#18626", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "c61a8ded24d5eca0e94fb67e377f230ece0d09371470302dfd2316611920b4cc", "status": 200, "url": "http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html"}]','notice','gbm-2019-19:article-undated','请在稿件页面标题下方注明发布时间（年月日），并填写 PubDate 页面标签。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'3579310e5970','article-undated','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','柳溪镇关于停水的公告（7月25日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','pass',NULL,'','{}','[]','notice','gbm-2019-19:article-undated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'21e397b95481','column-blank','LXZ','column','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','工作动态','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','pass',NULL,'','{"entries": 3}','[]','deduct','gbm-2019-19:column-blank',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'17b7b09ef329','column-blank','LXZ','column','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','通知公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','pass',NULL,'','{"entries": 7}','[]','deduct','gbm-2019-19:column-blank',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'295f1a13ca49','column-stale','LXZ','column','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','工作动态','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/','pass',NULL,'','{"limit": 14, "newest": "2026-11-18"}','[]','deduct','gbm-2019-19:column-not-updated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'0cbb6beda81c','column-stale','LXZ','column','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','通知公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/','pass',NULL,'','{"limit": "6个月", "newest": "2026-11-13"}','[]','deduct','gbm-2019-19:column-not-updated',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'8d55d0a241e6','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','柳溪镇开展河道清理（11月18日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','pass',NULL,'','{"published": "2026-11-18"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'52985804a43e','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','柳溪镇开展河道清理（10月25日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','pass',NULL,'','{"published": "2026-10-25"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'5c5ca57f897f','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','柳溪镇开展河道清理（11月10日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','pass',NULL,'','{"published": "2026-11-10"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'506567bf4226','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','柳溪镇关于停水的公告（9月23日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','pass',NULL,'','{"published": "2026-09-23"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'fab94c5ad201','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','临时救助对象公示','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','pass',NULL,'','{"published": "2026-11-13"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'0d4c9b052fcf','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','关于灌溉用水调度的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','pass',NULL,'','{"published": "2026-11-10"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'5dc537ea66e8','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','关于秋季征兵的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','violation',NULL,'稿件“关于秋季征兵的公告”页面所示发布日期2046年11月22日晚于采集当天（2026年11月26日）','{"published": "2046-11-22"}','[{"capture": "2026-W47/attempt1-001.warc.gz#14816", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "d145d98a7be46c719fbcdb5f7ef593fb3761d6c5eea39935626bf7cea5dc7ead", "status": 200, "url": "http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html"}]','deduct','gbm-2019-19:false-date','请核对该稿件的成文日期与发布时间，按实际时间更正。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'75d135b0093c','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','柳溪镇关于停水的公告（11月7日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','pass',NULL,'','{"published": "2026-11-07"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'c7becf61d1fb','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','关于领取补贴的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','not_applicable',NULL,'页面和列表均未注明日期','{}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'9386ac8ee818','date-suspect','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','柳溪镇关于停水的公告（7月25日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','pass',NULL,'','{"published": "2026-07-25"}','[]','deduct','gbm-2019-19:false-date',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'54b87af51fbe','link-dead','LXZ','link','http://127.0.0.1:40605/files/lost.pdf','用水安排表.pdf','http://127.0.0.1:40605/files/lost.pdf','violation',NULL,'稿件附件中的链接“用水安排表.pdf”两次访问均返回404，无法打开','{"page_url": "http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html", "place": "attachment", "status": 404}','[{"capture": "2026-W47/attempt1-001.warc.gz#28864", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "d75472f9545ba6bd5eef2bbf80312dac86718f27ba43fcc72f5f81f637dc9d0b", "status": 404, "url": "http://127.0.0.1:40605/files/lost.pdf"}]','deduct','gbm-2019-19:link-dead','请更正或删除失效的链接；所链接的页面确需保留的，恢复该页面。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'8e680a0cdbcb','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','柳溪镇开展河道清理（11月18日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'6ffb2bc8041e','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','柳溪镇开展河道清理（10月25日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'5d0f7e39e950','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','柳溪镇开展河道清理（11月10日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'d77e1c1dbd5f','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','柳溪镇关于停水的公告（9月23日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'5d3d5f82faa3','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','临时救助对象公示','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'7010edd6195d','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','关于灌溉用水调度的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'efff65670c13','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','关于秋季征兵的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'9517d87937dc','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','柳溪镇关于停水的公告（11月7日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'150d9c02e1d1','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','关于领取补贴的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'f6e41a6adf03','link-dead','LXZ','link','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','柳溪镇关于停水的公告（7月25日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','pass',NULL,'','{}','[]','deduct','gbm-2019-19:link-dead',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'0be8e0de4ae2','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','柳溪镇开展河道清理（11月18日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2040759465.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'f384f5555a53','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','柳溪镇开展河道清理（10月25日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2073286146.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'dd7982859308','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','柳溪镇开展河道清理（11月10日）','http://127.0.0.1:40605/xzxxgk/lxz/gzdt/content_2439529221.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'c066d3007c90','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','柳溪镇关于停水的公告（9月23日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_1464954469.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'e37cac1cc199','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','临时救助对象公示','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html','violation',NULL,'稿件“临时救助对象公示”泄露公民个人信息：身份证号1处，未作隐去处理','{"kinds": {"身份证号": 1}, "samples": ["4299************15"]}','[{"capture": "2026-W47/attempt1-001.warc.gz#15750", "fetched_at": "2026-11-26T02:05:25+00:00", "sha256": "6ceffabae414f8340e3517a2c71f7c115d52947fecf0201a800be39252ace0fa", "status": 200, "url": "http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_366025252.html"}]','veto','pipl-2021:sensitive-information','请立即撤下或者隐去有关个人信息（身份证号、手机号码、银行卡号只保留首尾数位），并排查同类稿件。',NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'1c3ee1e788fa','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','关于灌溉用水调度的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_3862108815.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'043dac258b95','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','关于秋季征兵的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_4077994905.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'d41053b134f7','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','柳溪镇关于停水的公告（11月7日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_422741568.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'10e2cb7a8e34','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','关于领取补贴的公告','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_690366734.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
INSERT INTO "verdicts" VALUES(1,'7c5a5c856f81','privacy-leak','LXZ','article','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','柳溪镇关于停水的公告（7月25日）','http://127.0.0.1:40605/xzxxgk/lxz/tzgg/content_845903851.html','pass',NULL,'','{}','[]','veto','pipl-2021:sensitive-information',NULL,NULL,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_sweeps_week_attempt"
    ON "sweeps" ("week", "attempt");
CREATE UNIQUE INDEX "idx_fetches_sweep_key"
    ON "fetches" ("sweep", "key");
CREATE INDEX "idx_verdicts_id"
    ON "verdicts" ("id");
CREATE INDEX "idx_decisions_finding"
    ON "decisions" ("finding");
CREATE INDEX verdicts_accused ON verdicts (sweep, id) WHERE verdict IN ('violation', 'declared');
COMMIT;
