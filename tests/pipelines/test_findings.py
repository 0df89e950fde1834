def test_base(exports):
    exports.workbook()
    import time
    t=time.time()
    f = exports.check()
    print(time.time()-t)
    print(f.rows())
    assert f.is_empty()
    t=time.time()
    exports.load()
    print(time.time()-t)
    assert 0
